package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevels;
import io.skuline.event.StockLevel;
import java.util.Collection;
import java.util.Map;
import org.redisson.client.RedisException;

/** Reads stock from the Redis that decides it, in the epoch that is open. */
final class RedisStockLevels implements StockLevels {

  private final RedisStock stock;
  private final EpochGate gate;

  RedisStockLevels(RedisStock stock, EpochGate gate) {
    this.stock = stock;
    this.gate = gate;
  }

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    long epoch = gate.requireOpen().epoch();
    try {
      return stock.read(epoch, skus);
    } catch (RedisException e) {
      throw new DeductionUnavailableException("Redis cannot be asked: " + e.getMessage(), e);
    }
  }
}
