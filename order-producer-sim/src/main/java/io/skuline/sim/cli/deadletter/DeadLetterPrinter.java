package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.ReportedDeadLetter;
import io.skuline.sim.cli.shared.Printable;
import io.skuline.sim.simulation.ReportTable;
import java.io.PrintStream;
import java.util.TreeMap;

/** Prints everything about a dead letter. */
final class DeadLetterPrinter {

  private DeadLetterPrinter() {}

  static void print(PrintStream out, ReportedDeadLetter letter) {
    ReportTable table =
        new ReportTable("Dead letter " + letter.id() + ", " + Printable.of(letter.state()));
    row(table, "reason", letter.reason());
    row(table, "error", letter.error());
    row(table, "topic", letter.topic());
    row(table, "tag", letter.tag());
    row(table, "keys", String.join(" ", letter.keys()));
    row(table, "message group", letter.messageGroup());
    row(table, "message id", letter.messageId());
    row(table, "order", letter.orderId());
    row(table, "SKUs", String.join(" ", letter.skus()));
    row(table, "found in", letter.collectedFrom());
    row(table, "given up by", letter.consumerGroup());
    row(table, "published", letter.bornAt());
    row(table, "first seen", letter.firstSeen());
    row(table, "last seen", letter.lastSeen());
    table.row("attempts", letter.attempts()).row("replays", letter.replays());
    row(table, "last run", letter.run() == null ? null : letter.run().toString());
    table.print(out);
    if (!letter.properties().isEmpty()) {
      ReportTable properties = new ReportTable("Properties");
      new TreeMap<>(letter.properties())
          .forEach((name, value) -> row(properties, Printable.of(name), value));
      properties.print(out);
    }
    body(out, "Body, %,d bytes".formatted(letter.bytes()), letter.body());
    if (letter.edited()) {
      body(out, "Corrected body", letter.editedBody());
    }
    if (!letter.actions().isEmpty()) {
      out.printf("%nWhat was done%n");
      letter.actions().forEach(action -> out.println("  " + ActionLine.of(action)));
    }
  }

  private static void row(ReportTable table, String name, String value) {
    if (value != null && !value.isEmpty()) {
      table.row(name, Printable.of(value));
    }
  }

  /**
   * Prints a body line by line behind a margin, so that it cannot be taken for a part of the
   * report.
   */
  private static void body(PrintStream out, String title, String body) {
    out.printf("%n%s%n", title);
    if (body == null) {
      out.println("  not UTF-8; --format json has it in Base64");
    } else {
      body.lines().forEach(line -> out.println("  | " + Printable.of(line)));
    }
  }
}
