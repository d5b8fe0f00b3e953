package io.skuline.console;

import io.skuline.deadletter.DeadLetterOperations;
import io.skuline.deadletter.DeadLetterOperations.Forecast;
import io.skuline.deadletter.DeadLetterSelection;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.ReplayJob;
import io.skuline.event.InvalidEventException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Replays and discards dead letters: first a page that asks, then what was asked for. */
@ConsolePage
class LetterVerbs {

  private static final String LETTERS = LetterPages.LETTERS;

  /** So many are looked at before a replay; the others are looked at when their turn comes. */
  private static final int LOOKED_AT = 200;

  private static final String RATE = "20";

  private final LetterReader letters;
  private final DeadLetterOperations operations;

  LetterVerbs(LetterReader letters, DeadLetterOperations operations) {
    this.letters = letters;
    this.operations = operations;
  }

  @GetMapping(LETTERS + "/replay")
  String askReplay(
      @RequestParam MultiValueMap<String, String> form,
      @RequestParam(defaultValue = "false") boolean again,
      HttpServletRequest request,
      Model model) {
    Visitors.requireOperator(request);
    LetterChoice choice = LetterChoice.of(form).fixed(now());
    model.addAttribute("view", asked(choice, again, true, RATE, ""));
    return "console/letters-replay";
  }

  @GetMapping(LETTERS + "/discard")
  String askDiscard(
      @RequestParam MultiValueMap<String, String> form, HttpServletRequest request, Model model) {
    Visitors.requireOperator(request);
    LetterChoice choice = LetterChoice.of(form).fixed(now());
    model.addAttribute("view", asked(choice, false, false, "", ""));
    return "console/letters-discard";
  }

  /**
   * @param expected how many letters the question was about
   */
  @PostMapping(LETTERS + "/replays")
  String replay(
      @RequestParam MultiValueMap<String, String> form,
      @RequestParam(defaultValue = "0") long expected,
      @RequestParam(defaultValue = "") String rate,
      @RequestParam(defaultValue = "false") boolean again,
      Principal who,
      Model model,
      HttpServletResponse response) {
    LetterChoice choice = LetterChoice.of(form);
    String changed = changed(choice, expected);
    HttpStatus status = HttpStatus.CONFLICT;
    try {
      if (changed.isEmpty()) {
        DeadLetterSelection selection = choice.selection(now(), null);
        ReplayJob run = operations.replay(selection, number(rate), again, who.getName());
        return "redirect:" + Links.replay(run.id());
      }
    } catch (InvalidEventException e) {
      changed = e.getMessage();
      status = HttpStatus.UNPROCESSABLE_CONTENT;
    }
    response.setStatus(status.value());
    model.addAttribute("view", asked(choice, again, true, rate, changed));
    return "console/letters-replay";
  }

  @PostMapping(LETTERS + "/discards")
  String discard(
      @RequestParam MultiValueMap<String, String> form,
      @RequestParam(defaultValue = "0") long expected,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes then) {
    LetterChoice choice = LetterChoice.of(form);
    String changed = changed(choice, expected);
    HttpStatus status = HttpStatus.CONFLICT;
    try {
      if (changed.isEmpty()) {
        int discarded =
            operations.discard(choice.selection(now(), null), reason.strip(), who.getName());
        then.addFlashAttribute("did", said(discarded, expected));
        return "redirect:" + LETTERS;
      }
    } catch (InvalidEventException e) {
      changed = e.getMessage();
      status = HttpStatus.UNPROCESSABLE_CONTENT;
    }
    response.setStatus(status.value());
    model.addAttribute("view", asked(choice, false, false, reason, changed));
    return "console/letters-discard";
  }

  private static String said(int discarded, long expected) {
    String done = Figures.of(discarded, "dead letter is", "dead letters are") + " discarded.";
    return discarded >= expected
        ? done
        : done + " The others are not parked, or are part of a replay, and stay as they are.";
  }

  private ChoiceView asked(
      LetterChoice choice, boolean again, boolean dryRun, @Nullable String typed, String problem) {
    LetterSearch search = choice.search();
    if (search != null && !search.state().equals(DeadLetterState.PARKED.name())) {
      throw new InvalidEventException(
          "state", "must be PARKED to choose everything that matches; tick the others one by one");
    }
    List<Forecast> forecasts = new ArrayList<>();
    if (dryRun) {
      operations.dryRun(
          choice.selection(now(), search == null ? null : LOOKED_AT), again, forecasts::add);
    }
    long count = search == null ? choice.ids().size() : letters.matching(search);
    return new ChoiceView(choice, count, forecasts, again, typed, problem);
  }

  /** Whoever decided about so many did not decide about others. */
  private String changed(LetterChoice choice, long expected) {
    LetterSearch search = choice.search();
    long now = search == null ? expected : letters.matching(search);
    return now == expected
        ? ""
        : "Meanwhile %s match, not %s. Nothing was done; look again and confirm."
            .formatted(Figures.count(now), Figures.count(expected));
  }

  private static int number(String rate) {
    try {
      return Integer.parseInt(rate.strip());
    } catch (NumberFormatException e) {
      throw new InvalidEventException("rate", "must be a whole number");
    }
  }

  private Instant now() {
    return letters.clock().instant();
  }
}
