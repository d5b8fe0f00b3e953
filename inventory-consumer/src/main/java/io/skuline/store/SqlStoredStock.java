package io.skuline.store;

import io.skuline.event.StockLevel;
import io.skuline.store.shard.Shards;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the databases of all shards. */
public record SqlStoredStock(Shards shards) implements StoredStock {

  private StockTable table(String sku) {
    return new StockTable(shards.of(sku).jdbc());
  }

  @Override
  public int shardCount() {
    return shards.all().size();
  }

  @Override
  public SkuBalance balance(String sku) {
    return SkuBalance.of(shards.of(sku).jdbc(), sku);
  }

  @Override
  public List<Row> page(int shard, String after) {
    return new StockTable(shards.all().get(shard).jdbc()).page(after);
  }

  @Override
  public Set<String> stocked(Collection<String> skus) {
    return shards.ofEach(skus, (shard, some) -> new StockTable(shard.jdbc()).stocked(some));
  }

  @Override
  public @Nullable Past at(String sku, long sequence) {
    return table(sku).at(sku, sequence);
  }

  @Override
  public void lock(String sku) {
    table(sku).lock(sku);
  }

  @Override
  public void write(String sku, StockLevel level) {
    table(sku).write(sku, level);
  }

  @Override
  public long openAnomalies() {
    return OpenAnomalies.count(shards);
  }
}
