package io.skuline.deduction.redis;

import io.skuline.deduction.DriftAlarm;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has Redis rebuilt from the database. */
final class RedisDriftAlarm implements DriftAlarm {

  private static final Logger log = LoggerFactory.getLogger(RedisDriftAlarm.class);

  private final RedisStock stock;
  private final Gate gate;

  RedisDriftAlarm(RedisStock stock, Gate gate) {
    this.stock = stock;
    this.gate = gate;
  }

  @Override
  public void raise(long epoch, String what) {
    try {
      stock.disown(epoch);
    } catch (RedisException e) {
      log.warn("Redis cannot be fenced for the other instances: {}", e.getMessage());
    }
    gate.close(epoch, Loss.LEDGER, what);
  }
}
