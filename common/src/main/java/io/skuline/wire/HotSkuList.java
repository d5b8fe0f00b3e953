package io.skuline.wire;

import io.skuline.event.HotSkus;
import io.skuline.event.InvalidEventException;
import io.skuline.event.SpreadGroups;
import java.util.Optional;

/** Reads the service's list of hot SKUs. */
final class HotSkuList {

  /** The service lists fewer. */
  private static final int MAX_INTERVALS = 10_000;

  private HotSkuList() {}

  static HotSkus read(Fields in) {
    int groups = in.integer("groups", 1, Integer.MAX_VALUE);
    if (groups != SpreadGroups.COUNT) {
      throw new InvalidEventException(
          "groups", "must be %d, is %d".formatted(SpreadGroups.COUNT, groups));
    }
    return HotSkus.of(in.list("intervals", MAX_INTERVALS, HotSkuList::interval));
  }

  private static HotSkus.Interval interval(Fields in) {
    return new HotSkus.Interval(
        in.text("sku"),
        in.instant("from"),
        in.has("until") ? Optional.of(in.instant("until")) : Optional.empty());
  }
}
