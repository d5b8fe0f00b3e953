package io.skuline.sim.run;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.StockResult;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the answers to one load of stock. Copies of an answer count once. */
public final class LoadTally {

  private static final int SHOWN = 10;

  private final String prefix;
  private final Instant start;
  private final Set<String> seen = new HashSet<>();
  private final Map<AdjustmentRejected.Reason, Long> reasons =
      new EnumMap<>(AdjustmentRejected.Reason.class);
  private final List<AdjustmentRejected> examples = new ArrayList<>();
  private long accepted;
  private long earlier;
  private long rejected;

  /**
   * @param loadId starts the id of each adjustment
   * @param start answers decided before it were given to an earlier load of the same file
   */
  public LoadTally(String loadId, Instant start) {
    this.prefix = loadId + "-";
    this.start = start;
  }

  /** Takes a result of any kind. */
  public synchronized void hear(StockResult result) {
    if (!result.key().startsWith(prefix)) {
      return;
    }
    if (result instanceof AdjustmentAccepted && seen.add(result.key())) {
      accepted++;
      earlier += result.decidedAt().isBefore(start) ? 1 : 0;
    } else if (result instanceof AdjustmentRejected refused && seen.add(result.key())) {
      rejected++;
      reasons.merge(refused.reason(), 1L, Long::sum);
      if (examples.size() < SHOWN) {
        examples.add(refused);
      }
    }
  }

  public synchronized long rejected() {
    return rejected;
  }

  /** Prints the counts, and why adjustments were rejected. */
  public synchronized void print(PrintStream out, long published) {
    Table table =
        new Table("Stock load " + prefix.substring(0, prefix.length() - 1))
            .row("adjustments", published)
            .row("accepted", "%,d, of them %,d by an earlier load".formatted(accepted, earlier))
            .row("rejected", rejected);
    reasons.forEach((reason, count) -> table.row("  " + reason, count));
    table.print(out);
    for (AdjustmentRejected each : examples) {
      out.printf(
          "    %s: %+d is %s, available %,d%n",
          each.sku(), each.delta(), each.reason(), each.available());
    }
  }
}
