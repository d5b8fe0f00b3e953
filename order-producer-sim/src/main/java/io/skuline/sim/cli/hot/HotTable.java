package io.skuline.sim.cli.hot;

import io.skuline.sim.admin.HotInterval;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/** Prints intervals, one in a line. */
record HotTable(PrintStream out, Instant now) {

  void print(List<HotInterval> intervals) {
    int width =
        Math.max(3, intervals.stream().mapToInt(each -> each.sku().length()).max().orElse(0));
    String row = "%-" + width + "s  %-24s  %-24s  %s%n";
    out.printf(row, "SKU", "from", "until", "now");
    for (HotInterval each : intervals) {
      String until = each.until() == null ? "-" : each.until();
      out.printf(row, each.sku(), each.from(), until, state(each) + buckets(each));
    }
  }

  private static String buckets(HotInterval interval) {
    Integer buckets = interval.buckets();
    return buckets != null && buckets > 1 ? ", " + buckets + " buckets" : "";
  }

  private String state(HotInterval interval) {
    if (interval.from().equals(interval.until())) {
      return "called off";
    }
    if (interval.until() != null && !now.isBefore(Instant.parse(interval.until()))) {
      return "over";
    }
    return now.isBefore(Instant.parse(interval.from())) ? "planned" : "hot";
  }
}
