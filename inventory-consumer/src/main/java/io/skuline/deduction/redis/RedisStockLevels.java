package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevels;
import io.skuline.event.StockLevel;
import io.skuline.store.PartitionEpochs;
import java.util.Collection;
import java.util.Map;
import org.redisson.client.RedisException;

/** Reads stock from the Redis that decides it, in the epoch that is open. */
record RedisStockLevels(RedisStock stock, EpochGate gate) implements StockLevels {

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    PartitionEpochs epochs = gate.requireOpen().epochs();
    try {
      return stock.read(epochs, skus);
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
  }
}
