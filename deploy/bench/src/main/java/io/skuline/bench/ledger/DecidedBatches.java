package io.skuline.bench.ledger;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Generates decisions as the journal brings them: first the stock of each SKU, then orders in its
 * sequence.
 */
final class DecidedBatches {

  private static final long EPOCH = 1;

  private final List<String> skus;
  private final int units;
  private final long[] remaining;
  private final long[] sequence;
  private final Instant at = Instant.ofEpochMilli(System.currentTimeMillis());

  /**
   * @param units units of each SKU at the start
   */
  DecidedBatches(List<String> skus, int units) {
    this.skus = skus;
    this.units = units;
    this.remaining = new long[skus.size()];
    this.sequence = new long[skus.size()];
  }

  /** Returns the first movement of every SKU. */
  List<JournalEntry.Batch> stocked(int batchSize) {
    List<StockResult> results = new ArrayList<>(skus.size());
    for (int sku = 0; sku < skus.size(); sku++) {
      StockMove move = move(sku, units, units);
      results.add(
          new AdjustmentAccepted("load-" + skus.get(sku), at, AdjustmentKind.INITIAL, move));
    }
    return batches(results, batchSize);
  }

  /** Returns orders of one unit of one SKU, all confirmed. */
  List<JournalEntry.Batch> sold(int orders, int batchSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<StockResult> results = new ArrayList<>(orders);
    for (int order = 0; order < orders; order++) {
      StockMove move = move(random.nextInt(skus.size()), 1, -1);
      results.add(new DeductionConfirmed("order-" + seed + "-" + order, at, List.of(move)));
    }
    return batches(results, batchSize);
  }

  private StockMove move(int sku, int quantity, int delta) {
    remaining[sku] += delta;
    return new StockMove(skus.get(sku), quantity, remaining[sku], ++sequence[sku]);
  }

  private static List<JournalEntry.Batch> batches(List<StockResult> results, int size) {
    return Pieces.of(results, size).stream()
        .map(piece -> new JournalEntry.Batch(EPOCH, piece))
        .toList();
  }
}
