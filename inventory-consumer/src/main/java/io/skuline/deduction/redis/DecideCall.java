package io.skuline.deduction.redis;

import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.redisson.api.BatchOptions;
import org.redisson.api.BatchResult;
import org.redisson.api.RBatch;
import org.redisson.api.RFuture;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.ByteArrayCodec;
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
      int partition = arguments.firstKey();
      return Map.of(partition, run(partition, arguments.get(partition)));
    }
    RBatch batch = redis.createBatch();
    RScriptAsync script = batch.getScript(ByteArrayCodec.INSTANCE);
    for (Map.Entry<Integer, Object[]> each : arguments.entrySet()) {
      var unused = call(script, each.getKey(), each.getValue()); // the batch sends it
    }
    try {
      List<?> answers = batch.execute().getResponses();
      Map<Integer, List<String>> byPartition = new TreeMap<>();
      for (Integer partition : arguments.keySet()) {
        byte[] reply = (byte[]) answers.get(byPartition.size());
        byPartition.put(partition, ScriptMessage.answers(reply));
      }
      return byPartition;
    } catch (RedisException e) {
      // A batch fails as a whole, and does not say which of its calls was refused.
      return oneByOne(arguments);
    }
  }

  private List<String> run(int partition, Object[] arguments) {
    try {
      byte[] reply =
          redis
              .getScript(ByteArrayCodec.INSTANCE)
              .evalSha(
                  RScript.Mode.READ_WRITE,
                  DecideScript.SCRIPT.sha1(),
                  RScript.ReturnType.VALUE,
                  List.of(partitions.keys(partition).epoch()),
                  ScriptMessage.pack(arguments));
      return ScriptMessage.answers(reply);
    } catch (RedisException e) {
      throw new PartitionFailedException(partition, e);
    }
  }

  private Map<Integer, List<String>> oneByOne(SortedMap<Integer, Object[]> arguments) {
    Map<Integer, RFuture<byte[]>> calls = new TreeMap<>();
    RScriptAsync script = redis.getScript(ByteArrayCodec.INSTANCE);
    arguments.forEach((partition, its) -> calls.put(partition, call(script, partition, its)));
    Map<Integer, List<String>> answers = new HashMap<>();
    answers(calls)
        .forEach((partition, reply) -> answers.put(partition, ScriptMessage.answers(reply)));
    return answers;
  }

  /** Waits for all calls, so that all partitions that fail are known. */
  private static <T> Map<Integer, T> answers(Map<Integer, RFuture<T>> calls) {
    Map<Integer, T> answers = new HashMap<>();
    SortedMap<Integer, RedisException> failures = new TreeMap<>();
    calls.forEach(
        (partition, call) -> {
          try {
            answers.put(partition, call.toCompletableFuture().get());
          } catch (ExecutionException e) {
            failures.put(
                partition,
                e.getCause() instanceof RedisException failure ? failure : new RedisException(e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisException(e);
          }
        });
    if (!failures.isEmpty()) {
      throw new PartitionFailedException(failures);
    }
    return answers;
  }

  private RFuture<byte[]> call(RScriptAsync script, int partition, Object[] arguments) {
    return script.evalShaAsync(
        RScript.Mode.READ_WRITE,
        DecideScript.SCRIPT.sha1(),
        RScript.ReturnType.VALUE,
        List.of(partitions.keys(partition).epoch()),
        ScriptMessage.pack(arguments));
  }

  @Override
  public void confirm(PartitionEpochs epochs) {
    if (replicas > 0) {
      requireReplicated(epochs);
      return;
    }
    SortedMap<Integer, Object[]> arguments = new TreeMap<>();
    epochs
        .byPartition()
        .forEach((partition, epoch) -> arguments.put(partition, DecideScript.onlyTheEpoch(epoch)));
    run(arguments);
  }

  /**
   * A value is written, and WAIT follows on the same connection. So a replica that answers has this
   * value and everything before it, and was still this master's replica after the call began.
   * Without the write, an old acknowledgement would satisfy WAIT. The number of replicas that
   * answered is a sum over the nodes of a call, so each partition has a call of its own.
   */
  private void requireReplicated(PartitionEpochs epochs) {
    Map<Integer, RFuture<BatchResult<?>>> calls = new TreeMap<>();
    epochs
        .byPartition()
        .forEach(
            (partition, epoch) -> {
              RBatch batch = redis.createBatch(BatchOptions.defaults().sync(replicas, patience));
              var unused = // the batch sends both
                  List.of(
                      call(
                          batch.getScript(ByteArrayCodec.INSTANCE),
                          partition,
                          DecideScript.onlyTheEpoch(epoch)),
                      batch
                          .getBucket(partitions.keys(partition).beacon(), StringCodec.INSTANCE)
                          .setAsync(Long.toString(epoch)));
              calls.put(partition, executeAsync(batch));
            });
    SortedMap<Integer, RedisException> failures = new TreeMap<>();
    answers(calls)
        .forEach(
            (partition, result) -> {
              if (result.getSyncedSlaves() < replicas) {
                failures.put(
                    partition,
                    new RedisException(
                        "%d of %d replicas answered within %d ms"
                            .formatted(result.getSyncedSlaves(), replicas, patience.toMillis())));
              }
            });
    if (!failures.isEmpty()) {
      throw new PartitionFailedException(failures);
    }
  }

  @SuppressWarnings("unchecked")
  private static RFuture<BatchResult<?>> executeAsync(RBatch batch) {
    return (RFuture<BatchResult<?>>) (RFuture<?>) batch.executeAsync();
  }
}
