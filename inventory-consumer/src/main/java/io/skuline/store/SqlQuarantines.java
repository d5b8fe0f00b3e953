package io.skuline.reconcile;

import io.skuline.deduction.StockLevel;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables {@code quarantine} of all shards. */
final class SqlQuarantines implements Quarantines {

  private final Shards shards;
  private final Clock clock;

  SqlQuarantines(Shards shards, Clock clock) {
    this.shards = shards;
    this.clock = clock;
  }

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
  public void open(Difference difference) {
    table(difference.sku()).open(difference);
  }

  @Override
  public Set<String> openSkus() {
    return new HashSet<>(shards.collect(shard -> table(shard).openSkus()));
  }

  @Override
  public List<Quarantined> allOpen() {
    return shards.collect(shard -> table(shard).allOpen());
  }

  @Override
  public Optional<Quarantined> lockOpen(String sku) {
    return table(sku).lockOpen(sku);
  }

  @Override
  public List<Quarantined> of(String sku) {
    return table(sku).of(sku);
  }

  @Override
  public void release(
      Quarantined open, How how, String who, String note, @Nullable StockLevel level) {
    table(open.sku()).release(open.id(), how, who, note, level);
  }
}
