package io.skuline.event;

/**
 * The movement of one SKU in an accepted event.
 *
 * @param sku the id of the SKU
 * @param quantity units that were deducted, came back, or were added (negative if a correction took
 *     them away)
 * @param remaining units that were available right after the movement, in the bucket if it has one.
 *     It is below zero only while a SKU has not made up for units that were sold too often.
 * @param sequence the counter of the SKU or of its bucket, which rises by one with each movement
 *     and never repeats. Readers that need the order of movements compare it.
 * @param bucket the part of the SKU's stock that moved, 1 to 15, if the stock is divided; otherwise
 *     0. Each bucket has units and a counter of its own, and so has what is in no bucket.
 */
public record StockMove(String sku, int quantity, long remaining, long sequence, int bucket) {

  /** A movement of stock that is in no bucket. */
  public StockMove(String sku, int quantity, long remaining, long sequence) {
    this(sku, quantity, remaining, sequence, 0);
  }

  /** A movement of the stock that is kept under a name; see {@link SkuBuckets}. */
  public static StockMove ofStock(String id, int quantity, long remaining, long sequence) {
    return new StockMove(
        SkuBuckets.skuOf(id), quantity, remaining, sequence, SkuBuckets.bucketOf(id));
  }

  /** Returns the name under which the stock is kept, whose counter is the sequence. */
  public String stockId() {
    return SkuBuckets.id(sku, bucket);
  }
}
