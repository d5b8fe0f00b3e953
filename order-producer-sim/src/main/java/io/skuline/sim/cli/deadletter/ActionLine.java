package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.ReportedAction;
import io.skuline.sim.cli.shared.Printable;
import java.util.Locale;

/** Formats the action of an operator as one line to read. */
final class ActionLine {

  private ActionLine() {}

  static String of(ReportedAction action) {
    String line =
        String.format(
            Locale.ROOT,
            "%s  %-12s  %-8s  %-12s  %-7s  %s  %s",
            text(action.at()),
            text(action.who()),
            text(action.verb()),
            action.letter() == null ? "" : "letter " + action.letter(),
            action.run() == null ? "" : "run " + action.run(),
            text(action.outcome()),
            text(action.detail()));
    return line.stripTrailing();
  }

  private static String text(String value) {
    return value == null ? "" : Printable.of(value);
  }
}
