package io.skuline.recovery;

import io.skuline.event.SkuBuckets;
import io.skuline.store.Epoch;
import io.skuline.store.Epochs;
import io.skuline.store.HotSku;
import io.skuline.store.HotSkuTable;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.QuarantineTable;
import io.skuline.store.SequenceGaps;
import io.skuline.store.StockTransfer;
import io.skuline.store.StockedSkus;
import io.skuline.store.UnmovedAnswerTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads the databases of all shards.
 *
 * @param hot which SKUs have had buckets
 * @param partitions the number of all partitions
 */
record DatabaseRebuildSource(Shards shards, HotSkuTable hot, Epochs epochs, int partitions)
    implements RebuildSource {

  @Override
  public void fillVoidNumbers(long epoch, SortedSet<Integer> some) {
    for (Shard shard : shards.all()) {
      new SequenceGaps(shard, sku -> isOf(some, sku), () -> requireBegun(epoch, some)).fill(epoch);
    }
  }

  private boolean isOf(SortedSet<Integer> some, String sku) {
    return some.contains(PartitionEpochs.partitionOf(sku, partitions));
  }

  private void requireBegun(long epoch, SortedSet<Integer> some) {
    List<Epoch> current = epochs.current().epochs();
    for (int partition : some) {
      // Until all are opened, there may be another number of them.
      Epoch its = current.get(Math.min(partition, current.size() - 1));
      if (its.number() != epoch || its.open()) {
        throw new IllegalStateException("Another instance has begun an epoch after " + epoch);
      }
    }
  }

  @Override
  public long countSkus(SortedSet<Integer> some) {
    List<SlotRange> ranges = SlotRange.of(some, partitions);
    return shards.all().stream()
        .map(shard -> new StockedSkus(shard.jdbc()))
        .mapToLong(
            stock ->
                ranges.isEmpty()
                    ? stock.count()
                    : ranges.stream()
                        .mapToLong(range -> stock.count(range.first(), range.last()))
                        .sum())
        .sum();
  }

  @Override
  public Pages pages(SortedSet<Integer> some) {
    List<StockPages.Part> parts = new ArrayList<>();
    List<SlotRange> ranges = SlotRange.of(some, partitions);
    for (Shard shard : shards.all()) {
      StockedSkus stock = new StockedSkus(shard.jdbc());
      if (ranges.isEmpty()) {
        parts.add(StockPages.all(stock));
      } else {
        ranges.forEach(range -> parts.add(StockPages.of(stock, range)));
      }
    }
    return new StockPages(parts);
  }

  @Override
  public List<String> quarantined(SortedSet<Integer> some) {
    return shards.collect(shard -> new QuarantineTable(shard.jdbc()).openSkus()).stream()
        .filter(sku -> isOf(some, sku))
        .toList();
  }

  @Override
  public List<StockTransfer> transfers() {
    Set<String> buckets = new TreeSet<>();
    for (HotSku each : hot.divided()) {
      for (int bucket = 1; bucket < SkuBuckets.MAX; bucket++) {
        buckets.add(SkuBuckets.id(each.sku(), bucket));
      }
    }
    return buckets.isEmpty()
        ? List.of()
        : shards.collect(shard -> new MovementTable(shard.jdbc()).about(buckets)).stream()
            .filter(row -> row.kind() == MovementKind.TRANSFER)
            .map(StockTransfer::of)
            .toList();
  }

  @Override
  public boolean nothingDecidedYet() {
    return shards.all().stream().allMatch(DatabaseRebuildSource::isEmpty);
  }

  private static boolean isEmpty(Shard shard) {
    return new MovementTable(shard.jdbc()).isEmpty()
        && new UnmovedAnswerTable(shard.jdbc()).isEmpty();
  }
}
