package io.skuline.deduction.redis;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All stock is in one partition: one call decides a batch. */
record SingleRound(RedisKeys keys, AnswerBuckets buckets, DecideScriptCall script)
    implements DecisionRounds {

  private static final int PARTITION = 0;

  @Override
  public List<String> decide(DecisionBatch batch) {
    Object[] arguments =
        DecideScript.arguments(
            keys,
            batch.epochs().at(PARTITION),
            batch.now(),
            buckets,
            batch.recalled(),
            batch.events());
    try {
      return Objects.requireNonNull(
          script.run(new TreeMap<>(Map.of(PARTITION, arguments))).get(PARTITION));
    } catch (PartitionFailedException e) {
      throw QuarantinedSkusReply.in(e, batch.events())
          .<RuntimeException>map(held -> held)
          .orElse(e);
    }
  }
}
