package io.skuline.store;

import io.skuline.event.SkuBuckets;

/**
 * One half of a transfer of units between the stock of a SKU and one of its buckets: what one of
 * the two gives, or what the other one takes. No order asks for it, and nobody is told of it.
 *
 * @param bucket the name of the bucket
 * @param loan the number of the bucket's loan, from 1
 * @param toBucket whether the bucket takes units; otherwise it gives them back
 * @param stockId the name of the stock that this half moves: that of the bucket, or the SKU
 * @param units the units, 0 or more
 * @param remaining the units that this stock had right after it
 * @param sequence the number of this movement in the history of this stock
 * @param decidedAt in milliseconds since 1970
 */
public record StockTransfer(
    String bucket,
    long loan,
    boolean toBucket,
    String stockId,
    int units,
    long remaining,
    long sequence,
    long decidedAt) {

  /** Tells whether this half takes units. */
  public boolean takes() {
    return toBucket == stockId.equals(bucket);
  }

  /** Returns the SKU. */
  public String sku() {
    return SkuBuckets.skuOf(bucket);
  }

  /** Returns the row of the table {@code movement}; both halves are one operation on the bucket. */
  public Movement movement(long epoch) {
    return new Movement(
        bucket,
        MovementKind.TRANSFER,
        operationId(),
        stockId,
        takes() ? units : -units,
        remaining,
        sequence,
        takes() ? 1 : 0,
        2,
        decidedAt,
        epoch);
  }

  /**
   * Returns which transfer of the bucket this is: the number of the loan, with {@code +} or {@code
   * -}.
   */
  public String operationId() {
    return loan + (toBucket ? "+" : "-");
  }

  /** Returns the transfer that a row of kind {@link MovementKind#TRANSFER} is. */
  public static StockTransfer of(Movement row) {
    return of(
        row.orderId(),
        row.operationId(),
        row.sku(),
        Math.toIntExact(Math.abs(row.delta())),
        row.availableAfter(),
        row.sequence(),
        row.decidedAt());
  }

  /**
   * @param operationId see {@link #operationId}
   * @throws IllegalArgumentException if that is not in its form
   */
  public static StockTransfer of(
      String bucket,
      String operationId,
      String stockId,
      int units,
      long remaining,
      long sequence,
      long decidedAt) {
    int end = operationId.length() - 1;
    boolean toBucket = operationId.endsWith("+");
    if (end < 1 || (!toBucket && !operationId.endsWith("-"))) {
      throw new IllegalArgumentException("Not a transfer: " + operationId);
    }
    long loan = Long.parseLong(operationId.substring(0, end));
    return new StockTransfer(
        bucket, loan, toBucket, stockId, units, remaining, sequence, decidedAt);
  }
}
