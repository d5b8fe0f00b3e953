package io.skuline.reconciliation;

import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Live stock of the database engine: its stock rows are the stock, and there are no epochs. */
final class DatabaseLiveStock implements LiveStock {

  @Override
  public PartitionEpochs epochs() {
    return PartitionEpochs.single(0);
  }

  @Override
  public Map<String, Held> read(PartitionEpochs epochs, Map<String, StockLevel> stored) {
    Map<String, Held> held = new LinkedHashMap<>();
    stored.forEach((sku, level) -> held.put(sku, new Held(level, false)));
    return held;
  }

  @Override
  public Iterable<String> skus(PartitionEpochs epochs) {
    return List.of();
  }

  @Override
  public void requireStanding(PartitionEpochs epochs) {
    // There are no epochs that could end.
  }

  /** Only the row of the table {@code quarantine} counts. */
  @Override
  public void quarantine(PartitionEpochs epochs, Collection<String> skus) {
    // The row of the table does that.
  }

  @Override
  public void endQuarantine(PartitionEpochs epochs, String sku) {
    // The row of the table does that.
  }

  @Override
  public boolean repair(
      PartitionEpochs epochs, String sku, @Nullable Held seen, @Nullable StockLevel becomes) {
    return true;
  }
}
