package io.skuline.console;

import io.skuline.deadletter.DeadLetterOperations;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** The pages of dead letters that only show. */
@ConsolePage
class LetterPages {

  static final String LETTERS = Attention.DEAD_LETTERS;

  private final LetterReader letters;
  private final DeadLetterOperations operations;
  private final JsonMapper json;

  LetterPages(LetterReader letters, DeadLetterOperations operations, JsonMapper json) {
    this.letters = letters;
    this.operations = operations;
    this.json = json;
  }

  /**
   * @param before the dead letters with ids before this one are shown
   * @param after those with ids after this one
   */
  @GetMapping(LETTERS)
  String list(
      @RequestParam Map<String, String> search,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    model.addAttribute("view", letters.list(LetterSearch.of(search), before, after));
    return "console/letters";
  }

  @GetMapping(LETTERS + "/{id}")
  String one(@PathVariable long id, HttpServletRequest request, Model model) {
    model.addAttribute("view", letters.one(id, Visitors.mayChange(request), null, ""));
    return "console/letter";
  }

  /** Sends everything that matches, whole or as a table. */
  @GetMapping(LETTERS + "/export")
  void export(
      @RequestParam Map<String, String> search,
      @RequestParam(defaultValue = "NDJSON") LetterExport.Format format,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Visitors.requireOperator(request);
    new LetterExport(operations, json)
        .write(LetterSearch.of(search).filter(letters.clock().instant()), format, response);
  }
}
