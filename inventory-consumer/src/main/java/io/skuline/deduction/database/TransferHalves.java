package io.skuline.deduction.database;

import io.skuline.store.StockDriftException;
import io.skuline.store.StockTransfer;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the transfers between a SKU's own row and that of one of its buckets. Each
 * transfer has two halves. They may be in two databases, and the giver's half is committed first.
 *
 * @param bucket the name of the bucket
 * @param stored the halves that both databases have
 */
record TransferHalves(String bucket, List<StockTransfer> stored) {

  /**
   * The number of the first loan. The Redis engine counts its loans of the same bucket from 1, and
   * must never meet a number of this engine.
   */
  static final long FIRST = 1_000_000_001;

  private static final Comparator<StockTransfer> BY_AGE =
      Comparator.comparingLong(StockTransfer::loan).thenComparing(half -> !half.toBucket());

  TransferHalves(String bucket, List<StockTransfer> stored) {
    this.bucket = bucket;
    this.stored = stored.stream().filter(half -> half.bucket().equals(bucket)).toList();
  }

  /**
   * Returns what was given and not taken, the oldest first.
   *
   * @throws StockDriftException if something was taken that nobody gave
   */
  List<StockTransfer> notTaken() {
    Set<String> given = operations(false);
    Set<String> taken = operations(true);
    if (!given.containsAll(taken)) {
      throw new StockDriftException(
          "Bucket %s: of the transfers %s only %s were given".formatted(bucket, taken, given));
    }
    return stored.stream()
        .filter(half -> !half.takes() && !taken.contains(half.operationId()))
        .sorted(BY_AGE)
        .toList();
  }

  private Set<String> operations(boolean taking) {
    Set<String> operations = new HashSet<>();
    stored.stream()
        .filter(half -> half.takes() == taking)
        .forEach(half -> operations.add(half.operationId()));
    return operations;
  }

  /** Returns the number that no loan has yet. */
  long nextLoan() {
    long latest = stored.stream().mapToLong(StockTransfer::loan).max().orElse(0);
    return Math.max(FIRST, latest + 1);
  }

  /** Tells whether the bucket has a loan that it has not given back. */
  boolean isOpen() {
    StockTransfer latest = latest();
    return latest != null && latest.toBucket();
  }

  /**
   * Returns the number of the loan by which the bucket gives units back: that which is open, or a
   * new one for units that came back after it was closed.
   */
  long closingLoan() {
    return isOpen() ? Objects.requireNonNull(latest()).loan() : nextLoan();
  }

  /** The bucket's own history says what was last, whichever engine has numbered the loans. */
  private @Nullable StockTransfer latest() {
    return notTaken().stream()
        .filter(StockTransfer::toBucket)
        .max(BY_AGE)
        .or(
            () ->
                stored.stream()
                    .filter(half -> half.stockId().equals(bucket))
                    .max(Comparator.comparingLong(StockTransfer::sequence)))
        .orElse(null);
  }
}
