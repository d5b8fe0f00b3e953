package io.skuline.console;

import java.util.List;

/**
 * What is known of a corrected body.
 *
 * @param flaw why it would be parked again; empty if it would be accepted
 * @param lines the corrected body with the error at its place; empty if there is none
 * @param difference from the original; both with line breaks, if they have none of their own
 */
public record CheckView(String flaw, BodyLines lines, LineDiff difference) {

  /** What the check puts before the reason. */
  private static final String PREFIX = "would be parked again: ";

  static CheckView of(String original, String corrected, String flaw) {
    String problem = flaw.startsWith("body ") ? flaw.substring("body ".length()) : flaw;
    String words = problem.startsWith(PREFIX) ? problem.substring(PREFIX.length()) : problem;
    String message = words.substring(words.indexOf(": ") < 0 ? 0 : words.indexOf(": ") + 2);
    return new CheckView(
        words,
        flaw.isEmpty() ? new BodyLines(List.of(), 0, "") : BodyLines.of(corrected, message),
        LineDiff.of(original, BodyText.indented(corrected)));
  }
}
