package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import java.util.List;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/** Calls {@code decide.lua} by its digest. */
final class DecideCall implements DecideScriptCall {

  private final RedissonClient redis;
  private final RedisKeys keys;
  private final int replicas;
  private final Duration patience;

  DecideCall(RedissonClient redis, RedisKeys keys, RedisProperties properties) {
    this.redis = redis;
    this.keys = keys;
    this.replicas = properties.waitReplicas();
    this.patience = properties.waitTimeout();
  }

  @Override
  public List<String> run(Object[] arguments) {
    return redis
        .getScript(StringCodec.INSTANCE)
        .evalSha(
            RScript.Mode.READ_WRITE,
            DecideScript.SCRIPT.sha1(),
            RScript.ReturnType.LIST,
            List.of(keys.epoch()),
            arguments);
  }

  /**
   * Checks whether the epoch still stands, and has replicas confirm it if that is configured. A
   * value is written, and WAIT follows on the same connection. So a replica that answers has this
   * value and everything before it, and was still this master's replica after the call began.
   * Without the write, an old acknowledgement would satisfy WAIT.
   *
   * @throws DeductionUnavailableException if too few replicas answered in time
   */
  @Override
  public void confirm(long epoch) {
    if (replicas == 0) {
      run(DecideScript.onlyTheEpoch(epoch));
      return;
    }
    RBatch batch = redis.createBatch(BatchOptions.defaults().sync(replicas, patience));
    RScriptAsync script = batch.getScript(StringCodec.INSTANCE);
    var unused = // the batch sends both
        List.of(
            script.<List<String>>evalShaAsync(
                RScript.Mode.READ_WRITE,
                DecideScript.SCRIPT.sha1(),
                RScript.ReturnType.LIST,
                List.of(keys.epoch()),
                DecideScript.onlyTheEpoch(epoch)),
            batch.getBucket(keys.beacon(), StringCodec.INSTANCE).setAsync(Long.toString(epoch)));
    BatchResult<?> result = batch.execute();
    if (result.getSyncedSlaves() < replicas) {
      throw new DeductionUnavailableException(
          "%d of %d replicas answered within %d ms"
              .formatted(result.getSyncedSlaves(), replicas, patience.toMillis()));
    }
  }
}
