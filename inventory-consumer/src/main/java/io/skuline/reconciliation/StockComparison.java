package io.skuline.reconciliation;

import io.skuline.concurrent.RateLimiter;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StoredStock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares all SKUs, at a limited rate: first those of the database page by page, then those that
 * only Redis has. A SKU that seems to differ goes to the {@link MismatchConfirmer}; a SKU that is
 * late goes to {@link LaggingSkus}.
 */
final class StockComparison {

  private final PartitionEpochs epochs;
  private final StoredStock stored;
  private final LiveStock live;
  private final MismatchConfirmer confirmer;
  private final LaggingSkus lagging;
  private final RateLimiter rateLimiter;
  private final ReconcileMetrics metrics;
  private final LongConsumer progress;
  private long skus;

  /**
   * @param progress receives the number of SKUs after each page
   */
  StockComparison(
      PartitionEpochs epochs,
      StoredStock stored,
      LiveStock live,
      MismatchConfirmer confirmer,
      LaggingSkus lagging,
      RateLimiter rateLimiter,
      ReconcileMetrics metrics,
      LongConsumer progress) {
    this.epochs = epochs;
    this.stored = stored;
    this.live = live;
    this.confirmer = confirmer;
    this.lagging = lagging;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
    this.progress = progress;
  }

  /** Returns how many SKUs of the database were compared. */
  long skus() {
    return skus;
  }

  /**
   * Compares the SKUs of one database.
   *
   * @param shard the number of the database, from 0
   */
  void compareStored(int shard) throws InterruptedException {
    String after = "";
    List<StoredStock.Row> page = stored.page(shard, after);
    while (!page.isEmpty()) {
      after = page.get(page.size() - 1).sku();
      compare(page);
      advance(page.size());
      page = stored.page(shard, after);
    }
  }

  /**
   * The database was read before, so the place where stock is decided can only be further. What is
   * in partitions that are closed is left out.
   */
  private void compare(List<StoredStock.Row> page) throws InterruptedException {
    Map<String, StockLevel> asked = new LinkedHashMap<>();
    List<StoredStock.Row> rows = page.stream().filter(row -> epochs.covers(row.sku())).toList();
    rows.forEach(row -> asked.put(row.sku(), row.level()));
    Map<String, LiveStock.Held> now = live.read(epochs, asked);
    List<String> suspects = new ArrayList<>();
    for (StoredStock.Row row : rows) {
      LiveStock.Held there = now.get(row.sku());
      if (!confirmer.isHeld(row.sku(), there) && suspicious(row, there)) {
        suspects.add(row.sku());
      }
    }
    for (String suspect : suspects) {
      confirmer.judge(suspect);
    }
  }

  private boolean suspicious(StoredStock.Row row, LiveStock.@Nullable Held there) {
    if (!row.plausible() || (there != null && there.unreadable())) {
      return true;
    }
    StockLevel now = there == null ? null : there.level();
    if (now == null) {
      return row.movements() > 0;
    }
    if (now.sequence() < row.lastSequence()) {
      return true;
    }
    if (now.sequence() > row.lastSequence() || row.movements() < row.lastSequence()) {
      lagging.add(row.sku(), now);
      return false;
    }
    return now.available() != row.available();
  }

  /** A new SKU may not have arrived in the database yet. */
  void compareOnlyDecided() throws InterruptedException {
    List<String> page = new ArrayList<>();
    for (String sku : live.skus(epochs)) {
      page.add(sku);
      if (page.size() == StoredStock.PAGE) {
        compareUnknown(page);
        page.clear();
      }
    }
    if (!page.isEmpty()) {
      compareUnknown(page);
    }
  }

  private void compareUnknown(List<String> page) throws InterruptedException {
    Set<String> known = stored.stocked(page);
    Map<String, StockLevel> unknown = new LinkedHashMap<>();
    for (String sku : page) {
      if (!known.contains(sku)) {
        unknown.put(sku, new StockLevel(0, 0));
      }
    }
    List<String> suspects = new ArrayList<>();
    live.read(epochs, unknown)
        .forEach(
            (sku, there) -> {
              StockLevel level = there.level();
              if (confirmer.isHeld(sku, there)) {
                return;
              }
              if (level != null) {
                lagging.add(sku, level);
              } else if (there.unreadable()) {
                suspects.add(sku);
              }
            });
    for (String suspect : suspects) {
      confirmer.judge(suspect);
    }
    rateLimiter.spend(page.size());
  }

  private void advance(int count) throws InterruptedException {
    skus += count;
    metrics.compared(count);
    progress.accept(skus);
    rateLimiter.spend(count);
  }
}
