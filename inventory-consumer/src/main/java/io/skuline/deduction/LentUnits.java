package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.util.List;
import java.util.SortedSet;

/** Fetches units of SKUs from their buckets. */
@FunctionalInterface
public interface LentUnits {

  /** Nothing is lent: a batch that waits for lent units is tried again. */
  LentUnits NONE =
      (skus, batch) -> {
        throw new LentUnitsException(skus);
      };

  /**
   * Fetches all units of these SKUs, so that the batch can be decided.
   *
   * @param batch the events that wait for them, and others
   * @throws QuarantinedException if buckets are in quarantine: the events that wait for them cannot
   *     be decided before these are released
   * @throws DeductionUnavailableException if the units cannot be fetched now
   */
  void fetch(SortedSet<String> skus, List<OrderEvent> batch);
}
