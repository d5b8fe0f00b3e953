package io.skuline.deduction.redis;

import io.skuline.deduction.AccountedLevel;
import io.skuline.event.StockLevel;
import org.jspecify.annotations.Nullable;

/**
 * A SKU as Redis has it. Its fields may have been written by hand and may contain anything.
 *
 * @param available the field as it is written; empty if it is missing
 * @param reserved the units of it that carts have reserved, as written; empty if there are none
 * @param sequence the field as it is written; empty if it is missing
 * @param quarantined whether nothing about the SKU is decided
 */
public record HeldStock(String available, String reserved, String sequence, boolean quarantined) {

  /** Returns the level of a SKU that has numbers, else null. */
  @Nullable AccountedLevel level() {
    StockLevel level = StockLevel.read(available, sequence);
    StockLevel kept = StockLevel.read(reserved, "0");
    return level == null ? null : new AccountedLevel(level, kept == null ? 0 : kept.available());
  }
}
