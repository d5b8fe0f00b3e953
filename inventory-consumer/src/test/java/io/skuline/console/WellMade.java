package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What is true of every page: nothing inline, and everything has a name for those who listen. */
final class WellMade {

  private WellMade() {}

  static void check(Document page) {
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.title()).endsWith(" · Skuline");
    assertThat(page.select("h1")).as("headings of the first level").hasSize(1);
    assertThat(page.select("main")).hasSize(1);
    assertThat(page.select("style, script:not([src]), iframe")).isEmpty();
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        assertThat(attribute.getKey()).as("%s", element).doesNotMatch("on.*|style");
      }
      for (String reference : new String[] {"src", "href", "action"}) {
        assertThat(element.attr(reference))
            .as("loaded from here alone: %s", element)
            .doesNotMatch("(https?:)?//.*|javascript:.*");
      }
    }
    names(page);
  }

  private static void names(Document page) {
    for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
      boolean labelled =
          !page.select("label[for=" + field.id() + "]").isEmpty()
              || field.parents().is("label")
              || field.hasAttr("aria-label");
      assertThat(labelled).as("a label of %s", field).isTrue();
    }
    for (Element control : page.select("button, a[href]")) {
      String name = control.hasAttr("aria-label") ? control.attr("aria-label") : control.text();
      assertThat(name).as("the name of %s", control).isNotBlank();
    }
    for (Element svg : page.select("svg:not([role=img])")) {
      boolean hidden =
          svg.attr("aria-hidden").equals("true") || svg.parents().is("[aria-hidden=true]");
      assertThat(hidden).as("%s", svg).isTrue();
    }
    for (Element named : page.select("[aria-labelledby]")) {
      assertThat(page.getElementById(named.attr("aria-labelledby"))).as("%s", named).isNotNull();
    }
    for (Element table : page.select("table")) {
      assertThat(table.select("caption")).as("the caption of a table").hasSize(1);
      assertThat(table.select("thead th:not([scope])")).isEmpty();
    }
    for (Element form : page.select("form[method=post]")) {
      assertThat(form.select("input[name=_csrf]")).as("the token of %s", form).hasSize(1);
    }
    for (Element use : page.select("use")) {
      assertThat(page.select("symbol" + use.attr("href"))).as("the icon %s", use).hasSize(1);
    }
  }
}
