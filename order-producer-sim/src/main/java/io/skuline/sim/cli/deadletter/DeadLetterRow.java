package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.ReportedDeadLetter;
import io.skuline.sim.cli.shared.Printable;
import java.util.Locale;

/** Formats a dead letter as one line to read. Wide values push the rest to the right. */
final class DeadLetterRow {

  private static final int MAX_NAME = 40;
  private static final int MAX_ERROR = 100;

  static final String HEADER =
      row("id", "state", "reason", "tries", "last seen", "topic", "order", "error");

  private DeadLetterRow() {}

  static String of(ReportedDeadLetter letter) {
    return row(
        Long.toString(letter.id()),
        Printable.of(letter.state(), MAX_NAME),
        Printable.of(letter.reason(), MAX_NAME),
        Integer.toString(letter.attempts()),
        Printable.of(seconds(letter.lastSeen())),
        Printable.of(letter.topic(), MAX_NAME),
        Printable.of(subject(letter), MAX_NAME),
        (letter.edited() ? "(edited) " : "") + Printable.of(letter.error(), MAX_ERROR));
  }

  /** Returns an instant without the fraction of a second. */
  private static String seconds(String instant) {
    return instant.replaceFirst("\\.\\d+", "");
  }

  /** Returns the order, or else the first key of the message. */
  private static String subject(ReportedDeadLetter letter) {
    if (letter.orderId() != null) {
      return letter.orderId();
    }
    return letter.keys().isEmpty() ? "-" : letter.keys().get(0);
  }

  private static String row(Object... columns) {
    return String.format(Locale.ROOT, "%8s  %-9s  %-18s  %5s  %-20s  %-14s  %-20s  %s", columns);
  }
}
