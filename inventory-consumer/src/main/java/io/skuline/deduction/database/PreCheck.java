package io.skuline.deduction.database;

import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.Map;

/**
 * A look at stock before rows are locked, so that orders that come too late leave the row of a
 * sold-out SKU alone. What it sees may be outdated. It never sells. It rejects an order only
 * because a SKU was at zero a moment ago.
 *
 * <p>The answer is stored like any other, so it stays the order's only one.
 */
interface PreCheck {

  /** Sees nothing: every order is decided over the rows themselves. */
  PreCheck NONE = skus -> Map.of();

  /**
   * Returns what is known of these SKUs without asking the primary for locks. SKUs that are not
   * known are missing, and so are those whose units may lie in several rows.
   *
   * @throws RuntimeException if it cannot look; the batch is then decided without it
   */
  Map<String, StockLevel> glance(Collection<String> skus);
}
