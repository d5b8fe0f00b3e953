package io.skuline.sim.progress;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows the progress of a sale in one row under a head. On a terminal the row is redrawn; elsewhere
 * there is a new row every {@value #ROW_SECONDS} seconds. The last row stays. For one thread.
 */
public final class LiveTable implements AutoCloseable {

  static final int ROW_SECONDS = 5;

  private static final String HEAD =
      "published  answered  confirmed  rejected  orders/s   p50 ms   p99 ms  ledger ms";

  private final PrintStream out;
  private final boolean terminal;
  private int pulses;
  private String row = "";

  LiveTable(PrintStream out, boolean terminal, String title) {
    this.out = out;
    this.terminal = terminal;
    out.println(title);
    out.println(HEAD);
    out.flush();
  }

  /** Shows the current figures; call this once a second. */
  public void show(Pulse now) {
    row = row(now);
    pulses++;
    if (terminal) {
      out.print("\r\033[K" + row);
      out.flush();
    } else if (pulses % ROW_SECONDS == 0) {
      printRow();
    }
  }

  /** Ends the table; the last row stays. */
  @Override
  public void close() {
    if (terminal) {
      out.println();
    } else if (!row.isEmpty()) {
      printRow();
    }
    out.flush();
  }

  private void printRow() {
    out.println(row);
    out.flush();
    row = "";
  }

  private static String row(Pulse now) {
    return String.format(
        Locale.ROOT,
        "%,9d %,9d %,10d %,9d %,9.0f %8s %8s %10s",
        now.published(),
        now.answered(),
        now.confirmed(),
        now.rejected(),
        now.perSecond(),
        millis(now.p50Micros()),
        millis(now.p99Micros()),
        now.ledgerMillis() < 0 ? "-" : "%,d".formatted(now.ledgerMillis()));
  }

  private static String millis(long micros) {
    return micros < 0 ? "-" : String.format(Locale.ROOT, "%,.1f", micros / 1000.0);
  }
}
