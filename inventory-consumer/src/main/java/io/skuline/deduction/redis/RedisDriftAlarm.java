package io.skuline.deduction.redis;

import io.skuline.deduction.DriftAlarm;
import org.redisson.client.RedisException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fences Redis, so that it is rebuilt from the database. */
final class RedisDriftAlarm implements DriftAlarm {

  private static final Logger log = LoggerFactory.getLogger(RedisDriftAlarm.class);

  private final PartitionFailures.Fence fence;
  private final EpochGate gate;

  RedisDriftAlarm(PartitionFailures.Fence fence, EpochGate gate) {
    this.fence = fence;
    this.gate = gate;
  }

  @Override
  public void raise(String sku, long epoch, String what) {
    int partition = gate.open().epochs().partitionOf(sku);
    try {
      fence.at(partition, epoch);
    } catch (RedisException e) {
      log.warn("Redis cannot be fenced for the other instances: {}", e.getMessage());
    }
    gate.close(partition, epoch, DataLoss.LEDGER, what);
  }
}
