package io.skuline.store;

import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators see of anomalies and do about them. While an anomaly is open, audit, verification
 * and reconciliation do not pass. Settling one changes no stock: the units that an anomaly moved
 * are already in the movements, and damage beyond them is made good by a correction or by hand.
 */
public final class AnomalyReports {

  private static final Logger log = LoggerFactory.getLogger(AnomalyReports.class);

  /** The most anomalies that are listed. */
  public static final int MAX_LISTED = 1000;

  private final Shards shards;
  private final Clock clock;

  public AnomalyReports(Shards shards, Clock clock) {
    this.shards = shards;
    this.clock = clock;
  }

  /**
   * Lists anomalies shard by shard, the oldest first.
   *
   * @param all whether settled anomalies are listed too
   * @param limit 1 to {@value #MAX_LISTED}
   */
  public List<Anomaly> list(boolean all, int limit) {
    List<Anomaly> found =
        shards.collect(shard -> new AnomalyTable(shard.jdbc(), clock).list(all, limit));
    return found.subList(0, Math.min(limit, found.size()));
  }

  /**
   * Settles every open anomaly of an order. If the ledger has reported none, it records that the
   * order itself is settled.
   *
   * @param who the name with which the operator logged in
   * @param note how it was made good, in words
   * @return all anomalies of the order
   * @throws OrderNotFoundException if nothing is stored of the order
   */
  public List<Anomaly> settle(String orderId, String who, String note) {
    int settled = 0;
    boolean known = false;
    for (AnomalyTable table : tables()) {
      settled += table.settle(orderId, who, note);
      known |= table.knows(orderId);
    }
    if (settled == 0 && known) {
      AnomalyTable home = new AnomalyTable(shards.of(orderId).jdbc(), clock);
      home.add(orderId, "", "settled by hand at " + clock.instant());
      settled += home.settle(orderId, who, note);
    }
    List<Anomaly> all = of(orderId);
    if (all.isEmpty()) {
      throw new OrderNotFoundException(orderId);
    }
    log.warn("{} anomalies of {} are settled by {}: {}", settled, orderId, who, note);
    return all;
  }

  private List<Anomaly> of(String orderId) {
    return shards.collect(shard -> new AnomalyTable(shard.jdbc(), clock).of(orderId));
  }

  private List<AnomalyTable> tables() {
    return shards.all().stream().map(shard -> new AnomalyTable(shard.jdbc(), clock)).toList();
  }
}
