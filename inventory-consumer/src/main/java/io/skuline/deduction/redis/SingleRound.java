package io.skuline.deduction.redis;

import io.skuline.event.OrderEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All stock is in one partition: one call decides a batch. */
record SingleRound(RedisKeys keys, AnswerBuckets buckets, DecideScriptCall script)
    implements DecisionRounds {

  private static final int PARTITION = 0;

  @Override
  public List<String> decide(
      long epoch, Instant now, List<RecalledAnswer> recalled, List<OrderEvent> events) {
    Object[] arguments = DecideScript.arguments(keys, epoch, now, buckets, recalled, events);
    try {
      return Objects.requireNonNull(
          script.run(new TreeMap<>(Map.of(PARTITION, arguments))).get(PARTITION));
    } catch (PartitionFailedException e) {
      throw QuarantinedSkusReply.in(e, events).<RuntimeException>map(held -> held).orElse(e);
    }
  }
}
