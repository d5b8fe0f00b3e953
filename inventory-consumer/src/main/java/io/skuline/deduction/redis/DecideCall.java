package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;

/** Calls {@code decide.lua} by its digest. */
final class DecideCall implements DecideScriptCall {

  private final RedissonClient redis;
  private final Partitions partitions;
  private final int replicas;
  private final Duration patience;

  DecideCall(RedissonClient redis, Partitions partitions, RedisProperties properties) {
    this.redis = redis;
    this.partitions = partitions;
    this.replicas = properties.waitReplicas();
    this.patience = properties.waitTimeout();
  }

  @Override
  public Map<Integer, List<String>> run(SortedMap<Integer, Object[]> arguments) {
    if (arguments.size() == 1) {
      return oneByOne(arguments);
    }
    RBatch batch = redis.createBatch();
    RScriptAsync script = batch.getScript(StringCodec.INSTANCE);
    for (Map.Entry<Integer, Object[]> each : arguments.entrySet()) {
      var unused = call(script, each.getKey(), each.getValue()); // the batch sends it
    }
    try {
      List<?> answers = batch.execute().getResponses();
      Map<Integer, List<String>> byPartition = new TreeMap<>();
      for (Integer partition : arguments.keySet()) {
        @SuppressWarnings("unchecked")
        List<String> its = (List<String>) answers.get(byPartition.size());
        byPartition.put(partition, its);
      }
      return byPartition;
    } catch (RedisException e) {
      // A batch fails as a whole, and does not say which of its calls was refused.
      return oneByOne(arguments);
    }
  }

  private Map<Integer, List<String>> oneByOne(SortedMap<Integer, Object[]> arguments) {
    Map<Integer, List<String>> answers = new TreeMap<>();
    arguments.forEach((partition, its) -> answers.put(partition, run(partition, its)));
    return answers;
  }

  private List<String> run(int partition, Object[] arguments) {
    try {
      return redis
          .getScript(StringCodec.INSTANCE)
          .evalSha(
              RScript.Mode.READ_WRITE,
              DecideScript.SCRIPT.sha1(),
              RScript.ReturnType.LIST,
              List.of(partitions.keys(partition).epoch()),
              arguments);
    } catch (RedisException e) {
      throw new PartitionFailedException(partition, e);
    }
  }

  private RFuture<List<String>> call(RScriptAsync script, int partition, Object[] arguments) {
    return script.evalShaAsync(
        RScript.Mode.READ_WRITE,
        DecideScript.SCRIPT.sha1(),
        RScript.ReturnType.LIST,
        List.of(partitions.keys(partition).epoch()),
        arguments);
  }

  /**
   * Checks whether the epoch still stands, and has replicas confirm it if that is configured.
   *
   * <p>One partition is enough to know that no rebuild has begun: a rebuild closes all partitions
   * before it sends its barrier.
   *
   * @throws DeductionUnavailableException if too few replicas answered in time
   */
  @Override
  public void confirm(long epoch) {
    if (replicas == 0) {
      run(0, DecideScript.onlyTheEpoch(epoch));
    } else {
      confirmEverywhere(epoch);
    }
  }

  @Override
  public void confirmEverywhere(long epoch) {
    if (replicas > 0) {
      requireReplicated(epoch);
      return;
    }
    SortedMap<Integer, Object[]> everywhere = new TreeMap<>();
    for (int partition = 0; partition < partitions.count(); partition++) {
      everywhere.put(partition, DecideScript.onlyTheEpoch(epoch));
    }
    run(everywhere);
  }

  /**
   * A value is written, and WAIT follows on the same connection. So a replica that answers has this
   * value and everything before it, and was still this master's replica after the call began.
   * Without the write, an old acknowledgement would satisfy WAIT. The number of replicas that
   * answered is a sum over the nodes of a call, so each partition has a call of its own.
   */
  private void requireReplicated(long epoch) {
    List<RFuture<BatchResult<?>>> calls = new ArrayList<>();
    for (int partition = 0; partition < partitions.count(); partition++) {
      RBatch batch = redis.createBatch(BatchOptions.defaults().sync(replicas, patience));
      var unused = // the batch sends both
          List.of(
              call(
                  batch.getScript(StringCodec.INSTANCE),
                  partition,
                  DecideScript.onlyTheEpoch(epoch)),
              batch
                  .getBucket(partitions.keys(partition).beacon(), StringCodec.INSTANCE)
                  .setAsync(Long.toString(epoch)));
      calls.add(batch.executeAsync());
    }
    for (int partition = 0; partition < calls.size(); partition++) {
      int answered = result(partition, calls.get(partition)).getSyncedSlaves();
      if (answered < replicas) {
        throw new DeductionUnavailableException(
            "%d of %d replicas answered within %d ms"
                .formatted(answered, replicas, patience.toMillis()));
      }
    }
  }

  private static BatchResult<?> result(int partition, RFuture<BatchResult<?>> call) {
    try {
      return call.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RedisException failure
          ? new PartitionFailedException(partition, failure)
          : e;
    }
  }
}
