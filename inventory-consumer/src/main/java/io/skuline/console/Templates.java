package io.skuline.console;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** Renders parts of pages. */
record Templates(TemplateEngine engine) {

  String render(String part, Map<String, Object> values) {
    StringOutput output = new StringOutput();
    engine.render("console/" + part + ".jte", values, output);
    return output.toString();
  }
}
