package io.skuline.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.deadletter.ConflictingStateException;
import io.skuline.deadletter.DeadLetterDetails;
import io.skuline.deadletter.DeadLetterOperations;
import io.skuline.deadletter.DeadLetterSelection;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.event.InvalidEventException;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Corrects the bodies of dead letters. What was typed is never lost. */
@ConsolePage
class LetterCorrections {

  private static final int RATE = 20;

  private final LetterReader letters;
  private final DeadLetterOperations operations;

  LetterCorrections(LetterReader letters, DeadLetterOperations operations) {
    this.letters = letters;
    this.operations = operations;
  }

  /** Answers what is wrong with a body, as it is typed. */
  @PostMapping(LetterPages.LETTERS + "/{id}/check")
  String check(@PathVariable long id, @RequestParam String body, Model model) {
    String typed = lines(body);
    DeadLetterDetails letter = letters.require(id);
    model.addAttribute(
        "check",
        CheckView.of(
            BodyText.indented(letter.body() == null ? "" : letter.body()),
            typed,
            operations.flaw(id, typed.getBytes(UTF_8)).orElse("")));
    return "console/letter-check";
  }

  /**
   * @param next what is done with it: {@code store}, {@code replay} or, to store nothing, {@code
   *     check}
   */
  @PostMapping(LetterPages.LETTERS + "/{id}/body")
  String correct(
      @PathVariable long id,
      @RequestParam String body,
      @RequestParam("then") String next,
      Principal who,
      Model model,
      HttpServletResponse response,
      RedirectAttributes then) {
    String typed = lines(body);
    if (next.equals("check")) {
      String flaw = operations.flaw(id, typed.getBytes(UTF_8)).orElse("");
      model.addAttribute("view", letters.one(id, true, typed, flaw));
      return "console/letter";
    }
    try {
      DeadLetterDetails stored = operations.edit(id, typed.getBytes(UTF_8), who.getName());
      return next.equals("replay") ? replay(stored, who) : stored(id, then);
    } catch (InvalidEventException e) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("view", letters.one(id, true, typed, e.getMessage()));
    } catch (ConflictingStateException e) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("view", letters.one(id, true, typed, e.getMessage()));
    }
    return "console/letter";
  }

  private static String stored(long id, RedirectAttributes then) {
    then.addFlashAttribute("did", "The corrected body is stored. The original is kept.");
    return "redirect:" + Links.letter(id);
  }

  /** One that was replayed or discarded before is asked about first. */
  private String replay(DeadLetterDetails stored, Principal who) {
    long id = stored.letter().id();
    if (stored.letter().state() != DeadLetterState.PARKED) {
      return "redirect:" + LetterPages.LETTERS + "/replay?again=true&id=" + id;
    }
    DeadLetterSelection choice = new DeadLetterSelection(List.of(id), null, null);
    return "redirect:" + Links.replay(operations.replay(choice, RATE, false, who.getName()).id());
  }

  /** A form sends every line break as two characters. */
  private static String lines(String body) {
    return body.replace("\r\n", "\n");
  }
}
