package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.LentUnitsException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
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
      List<String> answers =
          Objects.requireNonNull(
              script.run(new TreeMap<>(Map.of(PARTITION, arguments))).get(PARTITION));
      requireNothingLent(answers);
      return answers;
    } catch (PartitionFailedException e) {
      throw QuarantinedSkusReply.in(e, batch.events())
          .<RuntimeException>map(held -> held)
          .orElse(e);
    }
  }

  /** There may be buckets of times in which there were several partitions. */
  private static void requireNothingLent(List<String> answers) {
    SortedSet<String> lent = WaitingAnswer.lent(answers);
    if (!lent.isEmpty()) {
      throw new LentUnitsException(lent);
    }
    if (answers.stream().anyMatch(WaitingAnswer::is)) {
      throw new DeductionUnavailableException("Events wait for units that come from a bucket");
    }
  }
}
