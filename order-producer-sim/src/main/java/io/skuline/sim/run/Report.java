package io.skuline.sim.run;

import io.skuline.sim.check.Findings;
import io.skuline.sim.check.Violation;
import io.skuline.sim.gateway.AuditReport;
import io.skuline.sim.gateway.FoldReport;
import io.skuline.sim.gateway.PassReport;
import java.io.PrintStream;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Prints what a run came to. */
public final class Report {

  private static final int SHOWN_VIOLATIONS = 20;

  private Report() {}

  public static void print(PrintStream out, String title, Figures figures) {
    Findings findings = figures.findings();
    Findings.Counts counts = findings.counts();
    Histogram latency = figures.latencyMicros();
    Table table =
        new Table(title)
            .row("published", counts.published())
            .row("confirmed", counts.confirmed())
            .row("rejected", counts.rejected())
            .row("unanswered", counts.unanswered())
            .row("units sold", findings.unitsSold())
            .row("oversold units", findings.oversoldUnits())
            .row("orders/s", Math.round(figures.ordersPerSecond()))
            .row(
                "latency",
                "p50 %s, p99 %s, publish to result"
                    .formatted(
                        millis(latency.getValueAtPercentile(50)),
                        millis(latency.getValueAtPercentile(99))))
            .row(
                "ledger lag",
                "%,d movements at the last answer; audited %.1f s later"
                    .formatted(figures.behindAtEnd(), figures.catchUp().toNanos() / 1e9))
            .row("repeated answers", counts.copies());
    printReturns(table, findings.returns());
    if (figures.deadLetters().sent() > 0) {
      table.row(
          "dead letters",
          "%,d of %,d broken bodies"
              .formatted(figures.deadLetters().parked(), figures.deadLetters().sent()));
    }
    table.print(out);
    printFindings(out, figures);
    print(out, figures.audit());
  }

  private static void printReturns(Table table, Findings.Returns returns) {
    if (!returns.equals(Findings.Returns.NONE)) {
      table
          .row("cancelled", returns.cancelled())
          .row(
              "returns",
              "%,d accepted, %,d rejected".formatted(returns.accepted(), returns.rejected()))
          .row("units returned", returns.units());
    }
  }

  private static void printFindings(PrintStream out, Figures figures) {
    Findings findings = figures.findings();
    if (!figures.deadLetters().addUp()) {
      out.println("  dead letters      DO NOT ADD UP");
    }
    if (findings.passed()) {
      out.println("  own books         every order has one answer, and every SKU adds up");
      return;
    }
    out.println("  own books         DO NOT ADD UP " + findings.violationCounts());
    findings.violations().stream().limit(SHOWN_VIOLATIONS).forEach(each -> line(out, each));
    if (!figures.complete()) {
      out.println(
          "  Answers stopped coming. Is the service running, and is nobody else in this consumer"
              + " group?");
    }
  }

  private static void line(PrintStream out, Violation violation) {
    out.printf(
        Locale.ROOT, "    %s: %s: %s%n", violation.rule(), violation.subject(), violation.detail());
  }

  /** Prints an audit. */
  public static void print(PrintStream out, FoldReport report) {
    new Table("The database alone: movements against stock rows")
        .row("SKUs", report.skus())
        .row("movements", report.movements())
        .row("wrong SKUs", report.wrong())
        .row("result", report.passed() ? "PASSED" : "FAILED")
        .print(out);
    report.violations().stream()
        .limit(SHOWN_VIOLATIONS)
        .forEach(each -> out.printf("    %s: %s%n", each.sku(), each.detail()));
    if (report.wrong() > SHOWN_VIOLATIONS) {
      out.printf("    and %,d more%n", report.wrong() - SHOWN_VIOLATIONS);
    }
  }

  /** Prints a pass of reconciliation. */
  public static void print(PrintStream out, PassReport report) {
    new Table("Redis against the database, SKU by SKU")
        .row("SKUs", report.skus())
        .row("ledger behind", report.behind())
        .row("differ", report.found())
        .row("in quarantine", report.quarantined())
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

  public static void print(PrintStream out, AuditReport audit) {
    new Table("Audit of the service: Redis against the database")
        .row("SKUs", audit.skus())
        .row("movements", audit.movements())
        .row("units deducted", audit.unitsDeducted())
        .row("units returned", audit.unitsReturned())
        .row("units available", audit.unitsAvailable())
        .row("ledger behind", audit.ledgerBehind())
        .row("result", audit.passed() ? "PASSED" : "FAILED")
        .print(out);
    for (AuditReport.Broken each :
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
