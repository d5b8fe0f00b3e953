package io.skuline.sim.workload;

import io.skuline.event.Limits;

/**
 * How much buyers want, and of what.
 *
 * @param runId the beginning of every id of the run, so that runs do not disturb each other
 * @param seed the same seed gives the same orders
 * @param orders number of orders, 1 to {@value #MAX_ORDERS}
 * @param skus number of SKUs on sale, 1 to {@value #MAX_SKUS}
 * @param cartShare the share of orders with more than one line, 0 to 1
 * @param zipf the skew of the demand: the k-th SKU is wanted k^-zipf times as often as the first; 0
 *     is even
 * @param stockPerSku units of each SKU, at least 1
 */
public record Demand(
    String runId, long seed, int orders, int skus, double cartShare, double zipf, int stockPerSku) {

  public static final int MAX_ORDERS = 10_000_000;
  public static final int MAX_SKUS = 1_000_000;

  /** The longest run id, which leaves room for the counters that are added to it. */
  public static final int MAX_RUN_ID_LENGTH = 32;

  public Demand {
    Limits.requireId("run id", runId);
    require(
        runId.length() <= MAX_RUN_ID_LENGTH,
        "run id may have %d characters at most".formatted(MAX_RUN_ID_LENGTH));
    Limits.requireBetween("orders", orders, 1, MAX_ORDERS);
    Limits.requireBetween("skus", skus, 1, MAX_SKUS);
    require(cartShare >= 0 && cartShare <= 1, "cart share must be 0 to 1, is " + cartShare);
    require(zipf >= 0 && zipf <= 10, "zipf must be 0 to 10, is " + zipf);
    Limits.requireBetween("stock", stockPerSku, 1, Limits.MAX_ADJUSTMENT);
  }

  /**
   * Returns the units that buyers want of a SKU on average, for carts of 3.5 lines and 1.4 units a
   * line. As the stock of every SKU it is far too little for the hot SKUs, and too much for the
   * others.
   */
  public static int meanDemand(int orders, int skus, double cartShare) {
    double linesPerOrder = 1 + cartShare * 2.5;
    return (int) Math.max(1, Math.round(orders * linesPerOrder * 1.4 / Math.max(1, skus)));
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
