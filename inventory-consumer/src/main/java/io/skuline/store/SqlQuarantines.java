package io.skuline.store;

import io.skuline.event.StockLevel;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables {@code quarantine} of all shards. */
public record SqlQuarantines(Shards shards, Clock clock) implements Quarantines {

  private QuarantineTable table(Shard shard) {
    return new QuarantineTable(shard.jdbc(), clock);
  }

  private QuarantineTable table(String sku) {
    return table(shards.of(sku));
  }

  @Override
  public void inTransaction(String sku, Runnable work) {
    shards.of(sku).transaction().executeWithoutResult(status -> work.run());
  }

  @Override
  public void open(Mismatch mismatch) {
    table(mismatch.sku()).open(mismatch);
  }

  @Override
  public Set<String> openSkus() {
    return new HashSet<>(shards.collect(shard -> table(shard).openSkus()));
  }

  @Override
  public List<QuarantineRecord> allOpen() {
    return shards.collect(shard -> table(shard).allOpen());
  }

  @Override
  public Optional<QuarantineRecord> lockOpen(String sku) {
    return table(sku).lockOpen(sku);
  }

  @Override
  public List<QuarantineRecord> of(String sku) {
    return table(sku).of(sku);
  }

  @Override
  public void release(
      QuarantineRecord open,
      ReleaseMode mode,
      String who,
      String note,
      @Nullable StockLevel level) {
    table(open.sku()).release(open.id(), mode, who, note, level);
  }
}
