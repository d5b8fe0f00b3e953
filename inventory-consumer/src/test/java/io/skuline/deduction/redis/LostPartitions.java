package io.skuline.deduction.redis;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import io.skuline.wire.CompactResultCodec;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Loses partitions of a simulated sale, and builds them anew from what was told. */
final class LostPartitions {

  private final TestRedis redis;
  private final Map<String, Long> initial;
  private final Map<OrderEvent, String> answers;
  private final Set<Integer> lost = new HashSet<>();

  /**
   * @param initial the units with which each SKU began, under number 1
   * @param answers what was told
   */
  LostPartitions(TestRedis redis, Map<String, Long> initial, Map<OrderEvent, String> answers) {
    this.redis = redis;
    this.initial = initial;
    this.answers = answers;
  }

  /** Returns the epochs as an instance has them to which a partition does not answer. */
  PartitionEpochs allBut(int partition) {
    SortedSet<Integer> some = new TreeSet<>(redis.epochs().byPartition().keySet());
    some.remove(partition);
    return redis.epochs().only(some);
  }

  boolean any() {
    return !lost.isEmpty();
  }

  /** Loses a partition that is found torn, unless that was in an earlier epoch of it. */
  void loseUnlessLost(int partition, PartitionEpochs epochs) {
    if (redis.epochs().at(partition) == epochs.at(partition)) {
      lose(partition);
    }
  }

  void lose(int partition) {
    Map<String, StockLevel> levels = new HashMap<>();
    initial.forEach(
        (sku, units) -> {
          if (redis.partitions().of(sku) == partition) {
            levels.put(sku, new StockLevel(units, 1));
          }
        });
    answers.forEach(
        (event, text) -> {
          for (StockMove move : result(event, text).moves()) {
            long units = event instanceof OrderCreated ? -move.quantity() : move.quantity();
            // As if a void movement followed, the next number is always free.
            levels.computeIfPresent(
                move.sku(),
                (sku, level) ->
                    new StockLevel(
                        level.available() + units,
                        Math.max(level.sequence(), move.sequence() + 1)));
          }
        });
    redis.lose(partition, levels);
    lost.add(partition);
  }

  private static StockResult result(OrderEvent event, String text) {
    return CompactResultCodec.decode(event.key(), CompactResultCodec.operationId(event), text);
  }

  /**
   * Returns a batch with what the database knows of its orders, as far as it has to be asked.
   *
   * @param away whether the database cannot be asked now. It still can be about orders whose home
   *     was lost: those would be decided anew, which is told as unchecked.
   */
  DecisionBatch batch(List<OrderEvent> events, boolean away) {
    Set<String> keys =
        events.stream()
            .filter(event -> touches(event, lost))
            .map(OrderEvent::key)
            .collect(Collectors.toSet());
    boolean unasked =
        away
            && events.stream()
                .noneMatch(event -> lost.contains(redis.partitions().of(event.messageGroup())));
    Map<OrderEvent, StockResult> known = new HashMap<>();
    answers.forEach(
        (event, text) -> {
          if (keys.contains(event.key())) {
            known.put(event, result(event, text));
          }
        });
    return new DecisionBatch(
        redis.epochs(),
        Instant.now(),
        unasked ? List.of() : RecalledAnswer.from(List.copyOf(known.values())),
        unasked ? keys : Set.of(),
        events);
  }

  private boolean touches(OrderEvent event, Set<Integer> partitions) {
    return event instanceof OrderCancelled
        ? !partitions.isEmpty()
        : redis.partitions().touchedBy(event).keySet().stream().anyMatch(partitions::contains);
  }
}
