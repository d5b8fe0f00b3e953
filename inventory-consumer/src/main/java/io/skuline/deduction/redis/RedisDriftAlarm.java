package io.skuline.deduction.redis;

import io.skuline.deduction.DriftAlarm;
import java.util.function.LongConsumer;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fences Redis, so that it is rebuilt from the database. */
final class RedisDriftAlarm implements DriftAlarm {

  private static final Logger log = LoggerFactory.getLogger(RedisDriftAlarm.class);

  private final LongConsumer fence;
  private final EpochGate gate;

  /**
   * @param fence fences the server for every instance, if the server is open for the epoch
   */
  RedisDriftAlarm(LongConsumer fence, EpochGate gate) {
    this.fence = fence;
    this.gate = gate;
  }

  @Override
  public void raise(long epoch, String what) {
    try {
      fence.accept(epoch);
    } catch (RedisException e) {
      log.warn("Redis cannot be fenced for the other instances: {}", e.getMessage());
    }
    gate.close(epoch, DataLoss.LEDGER, what);
  }
}
