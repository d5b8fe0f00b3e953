package io.skuline.console;

import io.skuline.deadletter.DeadLetterDetails;
import io.skuline.deadletter.DeadLetterSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a dead letter shows.
 *
 * @param original the body, line by line; null if the reader may not see it, or it is no text
 * @param text the text to correct; null if it cannot be corrected here
 * @param whyNot why the body is not shown, or cannot be corrected here; empty if both can be
 * @param check what is known of the corrected body; null if there is none
 * @param properties null if the reader may not see them
 */
public record LetterView(
    DeadLetterSummary letter,
    List<StoryEvent> story,
    List<DeadLetterSummary> siblings,
    @Nullable BodyLines original,
    @Nullable String text,
    String whyNot,
    @Nullable CheckView check,
    @Nullable Map<String, String> properties) {

  /** Longer bodies are corrected with the command line. */
  static final int MOST_CHARACTERS = 256 * 1024;

  private static final String ELSEWHERE =
      "; `skuline dead-letters` and the HTTP API can show and" + " correct it.";

  static LetterView of(
      DeadLetterDetails details,
      List<DeadLetterSummary> siblings,
      boolean operator,
      @Nullable String typed,
      String flaw) {
    DeadLetterSummary letter = details.letter();
    List<StoryEvent> story = LetterStory.of(letter, details.actions());
    if (!operator) {
      return new LetterView(
          letter,
          story,
          siblings,
          null,
          null,
          "Your role does not show what customers wrote. An operator can show it to you.",
          null,
          null);
    }
    String body = details.body();
    String whyNot = whyNot(body);
    if (!whyNot.isEmpty()) {
      return new LetterView(
          letter, story, siblings, null, null, whyNot, null, details.properties());
    }
    String formatted = BodyText.indented(String.valueOf(body));
    String edited = details.editedBody();
    String corrected = typed != null ? typed : edited == null ? formatted : edited;
    boolean differs = typed != null || edited != null;
    return new LetterView(
        letter,
        story,
        siblings,
        BodyLines.of(formatted, letter.error()),
        corrected,
        "",
        differs ? CheckView.of(formatted, corrected, flaw) : null,
        details.properties());
  }

  private static String whyNot(@Nullable String body) {
    if (body == null) {
      return "The body is no text" + ELSEWHERE;
    }
    if (body.length() > MOST_CHARACTERS) {
      return "The body is too long for a page" + ELSEWHERE;
    }
    boolean odd =
        body.chars()
            .anyMatch(each -> Character.isISOControl(each) && !Character.isWhitespace(each));
    return odd ? "The body has control characters that a form would change" + ELSEWHERE : "";
  }
}
