package io.skuline.deduction.database;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.SkuBuckets;
import io.skuline.store.DividedStockTable;
import io.skuline.store.LedgerBehindException;
import io.skuline.store.Movement;
import io.skuline.store.MovementTable;
import io.skuline.store.QuarantineTable;
import io.skuline.store.StockRow;
import io.skuline.store.StockTable;
import io.skuline.store.StockTransfer;
import io.skuline.store.shard.SlotMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The locked rows of one SKU, and what is moved between them. The rows are locked in the order in
 * which batches of orders lock theirs: shard by shard, and by name.
 */
final class TransferBatch {

  private final ShardTransaction transaction;
  private final SlotMap slots;
  private final String sku;
  private final List<String> buckets;
  private final Map<String, StockRow> rows;
  private final Set<String> quarantined;
  private final List<StockTransfer> stored;
  private final long now;
  private final List<StockTransfer> moves = new ArrayList<>();

  private TransferBatch(
      ShardTransaction transaction,
      SlotMap slots,
      String sku,
      List<String> buckets,
      Map<String, StockRow> rows,
      Set<String> quarantined,
      List<StockTransfer> stored,
      long now) {
    this.transaction = transaction;
    this.slots = slots;
    this.sku = sku;
    this.buckets = buckets;
    this.rows = rows;
    this.quarantined = quarantined;
    this.stored = stored;
    this.now = now;
  }

  /**
   * @param names the names of the rows, which exist; the first one is the SKU
   * @param now the time of the movements, in milliseconds since 1970
   */
  static TransferBatch lock(
      ShardTransaction transaction, SlotMap slots, String sku, List<String> names, long now) {
    Map<String, StockRow> rows = new HashMap<>();
    Set<String> quarantined = new HashSet<>();
    List<StockTransfer> stored = new ArrayList<>();
    List<String> buckets = names.subList(1, names.size());
    slots
        .split(names.stream().sorted().toList())
        .forEach((shard, some) -> rows.putAll(lock(transaction, shard, some)));
    // What these reads see belongs to the locked rows.
    slots
        .split(names)
        .forEach(
            (shard, some) ->
                quarantined.addAll(new QuarantineTable(transaction.in(shard)).among(some)));
    for (int shard = 0; shard < slots.shards() && !buckets.isEmpty(); shard++) {
      stored.addAll(new DividedStockTable(transaction.in(shard)).transfers(buckets));
    }
    return new TransferBatch(transaction, slots, sku, buckets, rows, quarantined, stored, now);
  }

  private static Map<String, StockRow> lock(
      ShardTransaction transaction, int shard, List<String> some) {
    try {
      return new StockTable(transaction.in(shard)).lock(some);
    } catch (LedgerBehindException e) {
      throw new DeductionUnavailableException(e.getMessage(), e);
    }
  }

  StockRow base() {
    return rows.get(sku);
  }

  /** Returns those of the rows that are in quarantine and must not be moved. */
  Set<String> quarantined() {
    return quarantined;
  }

  /** Gives each bucket a share. */
  void lend(int share) {
    for (String bucket : buckets) {
      long loan = new TransferHalves(bucket, stored).nextLoan();
      move(bucket, loan, true, base(), share);
      move(bucket, loan, true, rows.get(bucket), share);
    }
  }

  /**
   * Collects the units of all buckets but some.
   *
   * @param left the buckets that are left alone
   * @return over how many rows units may lie afterwards; 0 if all are in the base
   */
  int collect(Set<String> left) {
    int still = 0;
    for (String bucket : buckets) {
      if (left.contains(bucket)) {
        still = SkuBuckets.bucketOf(bucket) + 1;
      } else {
        collect(bucket);
      }
    }
    return still;
  }

  private void collect(String bucket) {
    TransferHalves halves = new TransferHalves(bucket, stored);
    StockRow row = rows.get(bucket);
    for (StockTransfer given : halves.notTaken()) {
      StockRow taker = given.toBucket() ? row : base();
      move(bucket, given.loan(), given.toBucket(), taker, given.units());
    }
    if (halves.isOpen() || row.available() > 0) {
      int units = Math.toIntExact(Math.max(0, row.available()));
      long loan = halves.closingLoan();
      move(bucket, loan, false, row, units);
      move(bucket, loan, false, base(), units);
    }
  }

  private void move(String bucket, long loan, boolean toBucket, StockRow row, int units) {
    boolean takes = toBucket == row.sku().equals(bucket);
    row.move(takes ? units : -units);
    moves.add(
        new StockTransfer(
            bucket, loan, toBucket, row.sku(), units, row.available(), row.sequence(), now));
  }

  /**
   * Writes what was moved.
   *
   * @param lent over how many rows units may lie then; 0 if all are in the base
   * @return whether anything was written
   */
  boolean store(int lent) {
    for (int shard = 0; shard < slots.shards(); shard++) {
      int own = shard;
      new StockTable(transaction.in(shard))
          .update(
              rows.values().stream()
                  .filter(row -> row.moved() && slots.shardOf(row.sku()) == own)
                  .sorted(Comparator.comparing(StockRow::sku))
                  .toList());
      new MovementTable(transaction.in(shard))
          .insert(
              moves.stream()
                  .filter(move -> slots.shardOf(move.stockId()) == own)
                  .map(move -> move.movement(DatabaseDeductionEngine.EPOCH))
                  .sorted(Movement.BY_SKU_AND_SEQUENCE)
                  .toList());
    }
    if (base().lent() != lent) {
      new DividedStockTable(transaction.in(slots.shardOf(sku))).setLent(sku, lent);
    }
    return !moves.isEmpty() || base().lent() != lent;
  }
}
