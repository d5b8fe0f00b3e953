package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterOperations;
import io.skuline.deadletter.OperatorAction;
import io.skuline.deadletter.ReplayJob;
import java.security.Principal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The page of a replay: its progress, and the outcome of each dead letter. */
@ConsolePage
class ReplayPages {

  static final String REPLAY = LetterPages.LETTERS + "/replays/{id}";

  private static final int PAGE = 50;

  private final DeadLetterBrowser letters;
  private final DeadLetterOperations operations;
  private final Clock clock;

  ReplayPages(DeadLetterBrowser letters, DeadLetterOperations operations, Clock clock) {
    this.letters = letters;
    this.operations = operations;
    this.clock = clock;
  }

  @GetMapping(REPLAY)
  String one(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable Long before,
      @RequestParam(required = false) @Nullable Long after,
      Model model) {
    ReplayJob run = require(id);
    model.addAttribute(
        "view",
        new ReplayView(run, clock.instant(), PagePart.read(() -> outcomes(id, before, after))));
    return "console/replay";
  }

  /** Answers the progress alone, for a page that is open. */
  @GetMapping(REPLAY + "/progress")
  String progress(@PathVariable long id, Model model) {
    model.addAttribute("view", new ReplayView(require(id), clock.instant(), null));
    return "console/replay-progress";
  }

  @PostMapping(REPLAY + "/stop")
  String stop(@PathVariable long id, Principal who) {
    operations.stop(id, who.getName());
    return "redirect:" + Links.replay(id);
  }

  private ReplayJob require(long id) {
    return letters
        .replay(id)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no replay " + id));
  }

  private KeyPage<OperatorAction> outcomes(long id, @Nullable Long before, @Nullable Long after) {
    DeadLetterBrowser.ActionFilter filter =
        new DeadLetterBrowser.ActionFilter(null, null, null, id);
    if (after != null) {
      return KeyPage.newer(letters.actionsAfter(filter, after, PAGE + 1), PAGE, ReplayPages::key);
    }
    return KeyPage.older(
        letters.actionsBefore(filter, before == null ? Long.MAX_VALUE : before, PAGE + 1),
        PAGE,
        before == null,
        ReplayPages::key);
  }

  private static String key(OperatorAction action) {
    return Long.toString(action.id());
  }
}
