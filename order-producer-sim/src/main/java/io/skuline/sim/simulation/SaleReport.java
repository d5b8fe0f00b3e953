package io.skuline.sim.simulation;

import io.skuline.sim.admin.ReportedAudit;
import io.skuline.sim.admin.ReportedPass;
import io.skuline.sim.admin.VerificationReport;
import io.skuline.sim.checker.CheckResult;
import io.skuline.sim.checker.Violation;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Prints the results of runs and checks. */
public final class SaleReport {

  private static final int SHOWN_VIOLATIONS = 20;

  private SaleReport() {}

  /**
   * The result of one of several sales.
   *
   * @param name the head of its column; empty if it is the only one
   * @param result the result
   */
  public record Column(String name, RunResult result) {}

  /** Prints sales side by side. */
  public static void print(PrintStream out, String title, List<Column> columns) {
    List<RunResult> sales = columns.stream().map(Column::result).toList();
    ReportTable table = new ReportTable(title, columns.stream().map(Column::name).toList());
    counts(table, "published", sales, result -> result.findings().counts().published());
    counts(table, "confirmed", sales, result -> result.findings().counts().confirmed());
    counts(table, "rejected", sales, result -> result.findings().counts().rejected());
    counts(table, "unanswered", sales, result -> result.findings().counts().unanswered());
    counts(table, "units sold", sales, result -> result.findings().unitsSold());
    counts(table, "oversold units", sales, result -> result.findings().oversoldUnits());
    counts(table, "orders/s", sales, result -> Math.round(result.ordersPerSecond()));
    row(table, "to result, p50", sales, result -> latency(result, 50));
    row(table, "to result, p99", sales, result -> latency(result, 99));
    counts(table, "ledger behind", sales, RunResult::behindAtEnd);
    someCounts(table, "repeated answers", sales, each -> each.findings().counts().copies());
    someCounts(table, "cancelled", sales, each -> each.findings().returns().cancelled());
    someCounts(table, "returns accepted", sales, each -> each.findings().returns().accepted());
    someCounts(table, "returns rejected", sales, each -> each.findings().returns().rejected());
    someCounts(table, "units returned", sales, each -> each.findings().returns().units());
    if (sales.stream().anyMatch(result -> result.deadLetters().sent() > 0)) {
      row(table, "dead letters", sales, SaleReport::deadLetters);
    }
    table.print(out);
    // The last sale counts: after a sale that fails no other is played.
    RunResult last = sales.get(sales.size() - 1);
    printFindings(out, last);
    printShort(out, last.audit());
  }

  private static void counts(
      ReportTable table, String name, List<RunResult> sales, ToLongFunction<RunResult> count) {
    row(table, name, sales, result -> "%,d".formatted(count.applyAsLong(result)));
  }

  /** Adds a row, which is left out if there is nothing to count. */
  private static void someCounts(
      ReportTable table, String name, List<RunResult> sales, ToLongFunction<RunResult> count) {
    if (sales.stream().anyMatch(result -> count.applyAsLong(result) > 0)) {
      counts(table, name, sales, count);
    }
  }

  private static void row(
      ReportTable table, String name, List<RunResult> sales, Function<RunResult, String> value) {
    table.row(name, sales.stream().map(value).toList());
  }

  private static String latency(RunResult result, double percent) {
    return millis(result.latencyMicros().getValueAtPercentile(percent));
  }

  private static String deadLetters(RunResult result) {
    return "%,d of %,d broken bodies"
        .formatted(result.deadLetters().parked(), result.deadLetters().sent());
  }

  private static void printFindings(PrintStream out, RunResult result) {
    CheckResult findings = result.findings();
    if (!result.deadLetters().addUp()) {
      out.println("  dead letters DO NOT ADD UP");
    }
    if (findings.passed()) {
      out.println("  Check by the simulator: every order has one answer, and every SKU adds up.");
      return;
    }
    out.println("  Check by the simulator FAILED: " + findings.violationCounts());
    print(out, findings.violations());
    if (!result.complete()) {
      out.println(
          "  Answers stopped coming. Is the service running, and is nobody else in this consumer"
              + " group?");
    }
  }

  /** Prints the first of some violations; nothing if there is none. */
  public static void print(PrintStream out, List<Violation> violations) {
    violations.stream()
        .limit(SHOWN_VIOLATIONS)
        .forEach(
            each ->
                out.printf(
                    Locale.ROOT, "    %s: %s: %s%n", each.rule(), each.subject(), each.detail()));
  }

  /** Prints the result of adding up all movements. */
  public static void print(PrintStream out, VerificationReport report) {
    new ReportTable("The database alone: movements against stock rows")
        .row("SKUs", report.skus())
        .row("movements", report.movements())
        .row("wrong SKUs", report.wrong())
        .row("open anomalies", report.anomalies())
        .row("result", report.passed() ? "PASSED" : "FAILED")
        .print(out);
    report.violations().stream()
        .limit(SHOWN_VIOLATIONS)
        .forEach(each -> out.printf("    %s: %s%n", each.sku(), each.detail()));
    if (report.wrong() > SHOWN_VIOLATIONS) {
      out.printf("    and %,d more%n", report.wrong() - SHOWN_VIOLATIONS);
    }
  }

  /** Prints the report of a reconciliation pass. */
  public static void print(PrintStream out, ReportedPass report) {
    new ReportTable("Redis against the database, SKU by SKU")
        .row("SKUs", report.skus())
        .row("ledger behind", report.behind())
        .row("differ", report.found())
        .row("in quarantine", report.quarantined())
        .row("open anomalies", report.anomalies())
        .row("result", report.passed() ? "PASSED" : "FAILED")
        .print(out);
    if (!report.ended().isEmpty()) {
      out.println("    ended early: " + report.ended());
    }
    report.differences().stream()
        .limit(SHOWN_VIOLATIONS)
        .forEach(each -> out.printf("    %s: %s: %s%n", each.sku(), each.kind(), each.why()));
    if (report.found() > SHOWN_VIOLATIONS) {
      out.printf("    and %,d more%n", report.found() - SHOWN_VIOLATIONS);
    }
  }

  private static void printShort(PrintStream out, ReportedAudit audit) {
    if (audit.passed()) {
      out.printf(
          Locale.ROOT,
          "  Audit of the service, Redis against the database: PASSED."
              + " %,d SKUs, %,d movements, %,d units left.%n",
          audit.skus(),
          audit.movements(),
          audit.unitsAvailable());
    } else {
      print(out, audit);
    }
  }

  public static void print(PrintStream out, ReportedAudit audit) {
    new ReportTable("Audit of the service: Redis against the database")
        .row("SKUs", audit.skus())
        .row("movements", audit.movements())
        .row("units deducted", audit.unitsDeducted())
        .row("units returned", audit.unitsReturned())
        .row("units available", audit.unitsAvailable())
        .row("ledger behind", audit.ledgerBehind())
        .row("result", audit.passed() ? "PASSED" : "FAILED")
        .print(out);
    for (ReportedAudit.Broken each :
        audit.violations().subList(0, Math.min(SHOWN_VIOLATIONS, audit.violations().size()))) {
      out.printf("    %s: %s: %s%n", each.rule(), each.subject(), each.detail());
    }
    if (audit.violations().size() > SHOWN_VIOLATIONS) {
      out.printf("    and %,d more%n", audit.violations().size() - SHOWN_VIOLATIONS);
    }
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%,.1f ms", micros / 1000.0);
  }
}
