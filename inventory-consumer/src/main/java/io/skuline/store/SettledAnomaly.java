package io.skuline.store;

import java.util.Objects;

/**
 * An anomaly that was settled, with its place in the list of all of them.
 *
 * @param id the number of its row in its database
 */
public record SettledAnomaly(long id, Anomaly anomaly) {

  /** Returns how and when. */
  public Anomaly.Settlement settlement() {
    return Objects.requireNonNull(anomaly.settlement());
  }

  /** Returns its place. */
  public TimeKey key() {
    return new TimeKey(settlement().at().toEpochMilli(), anomaly.sku(), id);
  }
}
