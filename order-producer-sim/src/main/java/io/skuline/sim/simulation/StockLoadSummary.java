package io.skuline.sim.simulation;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the answers to one load of stock. Copies of an answer count once. It reports which answers
 * were given to other content under the same id.
 */
public final class StockLoadSummary {

  private static final int SHOWN = 10;

  private final String loadId;
  private final Instant start;
  private final Set<String> seen = new HashSet<>();
  private final Map<String, StockAdjusted> asked = new HashMap<>();
  private final List<String> others = new ArrayList<>();
  private final Map<AdjustmentRejected.Reason, Long> reasons =
      new EnumMap<>(AdjustmentRejected.Reason.class);
  private final List<AdjustmentRejected> examples = new ArrayList<>();
  private long accepted;
  private long earlier;
  private long old;
  private long rejected;

  /**
   * @param loadId the name of the load in the report
   * @param start answers that were decided before this time were given to an earlier load of the
   *     same file
   */
  public StockLoadSummary(String loadId, Instant start) {
    this.loadId = loadId;
    this.start = start;
  }

  /** Records an adjustment; call this before it is published. */
  public synchronized void ask(StockAdjusted adjustment) {
    asked.put(adjustment.adjustmentId(), adjustment);
  }

  /**
   * Returns what the answers say about other content, and what this load says instead, one line
   * each.
   */
  public synchronized List<String> others() {
    return List.copyOf(others);
  }

  private void compare(StockAdjusted ask, String sku, long units, String kind) {
    if (!ask.sku().equals(sku) || ask.delta() != units || !kindIs(ask, kind)) {
      others.add(
          "%s %s%d%s before, %s %+d %s in this file"
              .formatted(
                  sku,
                  units > 0 ? "+" : "",
                  units,
                  kind.isEmpty() ? "" : " " + kind,
                  ask.sku(),
                  ask.delta(),
                  ask.kind()));
    }
  }

  /** Returns whether the kind is the same. A rejection does not contain the kind. */
  private static boolean kindIs(StockAdjusted ask, String kind) {
    return kind.isEmpty() || ask.kind().name().equals(kind);
  }

  /** Records a result of any kind. */
  public synchronized void record(StockResult result) {
    StockAdjusted ask = asked.get(result.key());
    if (ask == null) {
      return;
    }
    if (result instanceof AdjustmentAccepted yes && seen.add(result.key())) {
      old += result.decidedAt().isBefore(start) ? 1 : 0;
      compare(ask, yes.line().sku(), yes.line().quantity(), yes.kind().name());
      accepted++;
      earlier += result.decidedAt().isBefore(start) ? 1 : 0;
    } else if (result instanceof AdjustmentRejected refused && seen.add(result.key())) {
      old += result.decidedAt().isBefore(start) ? 1 : 0;
      compare(ask, refused.sku(), refused.delta(), "");
      rejected++;
      reasons.merge(refused.reason(), 1L, Long::sum);
      if (examples.size() < SHOWN) {
        examples.add(refused);
      }
    }
  }

  /** Returns the number of answers that were given before this load began. */
  public synchronized long old() {
    return old;
  }

  /** Returns the number of answers so far. */
  public synchronized long answered() {
    return seen.size();
  }

  public synchronized long rejected() {
    return rejected;
  }

  /**
   * Prints the counts, and why adjustments were rejected.
   *
   * @param published number of adjustments published
   * @param zeros number of lines of quantity 0, which were skipped
   */
  public synchronized void print(PrintStream out, long published, long zeros) {
    ReportTable table =
        new ReportTable("Stock load " + loadId)
            .row("adjustments", published)
            .row("accepted", "%,d, of them %,d by an earlier load".formatted(accepted, earlier))
            .row("rejected", rejected);
    if (zeros > 0) {
      table.row("quantity 0, passed over", zeros);
    }
    reasons.forEach((reason, count) -> table.row("  " + reason, count));
    table.print(out);
    for (AdjustmentRejected each : examples) {
      out.printf(
          "    %s: %+d is %s, available %,d%n",
          each.sku(), each.delta(), each.reason(), each.available());
    }
  }
}
