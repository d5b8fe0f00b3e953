package io.skuline.console;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The description of the HTTP API, for people and for programs. */
@ConsolePage
class ApiPages {

  static final String PATH = "/console/api";

  /** Read when somebody asks for it, because hardly anybody does. */
  private volatile @Nullable ApiDocument document;

  @GetMapping(PATH)
  String page(Model model) {
    model.addAttribute("api", document());
    return "console/api";
  }

  @ResponseBody
  @GetMapping(path = PATH + "/openapi.yaml", produces = MediaType.APPLICATION_YAML_VALUE)
  String text() {
    return document().text();
  }

  private ApiDocument document() {
    ApiDocument read = document;
    if (read == null) {
      read = ApiDocument.read();
      document = read;
    }
    return read;
  }
}
