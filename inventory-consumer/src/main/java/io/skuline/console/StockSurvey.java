package io.skuline.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a walk through all stock rows has found.
 *
 * @param skus how many SKUs have a movement
 * @param soldOut how many of them have nothing left
 * @param scarce the SKUs that have little left for how much they move, the scarcest first
 * @param busiest the SKUs with the most movements
 * @param took how long the walk has taken
 */
public record StockSurvey(
    Instant at, long skus, long soldOut, List<Line> scarce, List<Line> busiest, Duration took) {

  /** One SKU. */
  public record Line(String sku, long available, long movements, Selling selling) {}
}
