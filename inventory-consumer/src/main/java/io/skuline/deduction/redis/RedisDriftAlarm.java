package io.skuline.deduction.redis;

import io.skuline.deduction.DriftAlarm;
import java.util.function.LongConsumer;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has Redis rebuilt from the database. */
final class RedisDriftAlarm implements DriftAlarm {

  private static final Logger log = LoggerFactory.getLogger(RedisDriftAlarm.class);

  private final LongConsumer disown;
  private final Gate gate;

  /**
   * @param disown fences the server for every instance, if it is open for the epoch
   */
  RedisDriftAlarm(LongConsumer disown, Gate gate) {
    this.disown = disown;
    this.gate = gate;
  }

  @Override
  public void raise(long epoch, String what) {
    try {
      disown.accept(epoch);
    } catch (RedisException e) {
      log.warn("Redis cannot be fenced for the other instances: {}", e.getMessage());
    }
    gate.close(epoch, Loss.LEDGER, what);
  }
}
