package io.skuline.ledger;

import io.skuline.event.StockResult;
import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.Movement;
import io.skuline.store.PartitionEpochs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything that is stored of one event: the lines of its answer, and rarely those of more than
 * one answer.
 */
final class StoredEvent {

  /** The lines of each answer, by the time of its decision. */
  private final SortedMap<Long, List<Movement>> moved = new TreeMap<>();

  private final List<StockResult> unmoved = new ArrayList<>(0);

  void add(Movement published) {
    moved.computeIfAbsent(published.decidedAt(), any -> new ArrayList<>()).add(published);
  }

  void add(StockResult answer) {
    unmoved.add(answer);
  }

  /** Returns the first of the complete answers. */
  Optional<StockResult> firstAnswer() {
    return Stream.concat(
            unmoved.stream(),
            moved.values().stream().filter(StoredEvent::isComplete).map(StoredEvent::answer))
        .min(Comparator.comparing(StockResult::decidedAt));
  }

  private static boolean isComplete(List<Movement> lines) {
    return lines.size() >= lines.get(0).lineCount();
  }

  /** Returns what is stored of the first answer. */
  StockResult incompleteAnswer() {
    return answer(first());
  }

  /** Returns the id of the order, or of the adjustment. */
  String id() {
    return first().get(0).orderId();
  }

  /** Returns when the first answer was given, in milliseconds. */
  long decidedAt() {
    return first().get(0).decidedAt();
  }

  /**
   * Tells whether another epoch has been opened since, of a partition that has a line of the first
   * answer. Every shard had stored all answers then that had been published before.
   */
  boolean isOfEarlierEpoch(EpochState now) {
    return first().stream()
        .anyMatch(
            line -> {
              Epoch its =
                  now.epochs().get(PartitionEpochs.partitionOf(line.sku(), now.partitions()));
              return its.open() && line.epoch() < its.number();
            });
  }

  /** Describes in words how much of the first answer is stored. */
  String progress() {
    return "The ledger has stored %d of %d lines of %s"
        .formatted(first().size(), first().get(0).lineCount(), id());
  }

  private List<Movement> first() {
    return Objects.requireNonNull(moved.get(moved.firstKey()));
  }

  /** Returns the answer whose movements these are, in the order of its lines. */
  private static StockResult answer(List<Movement> unsorted) {
    List<Movement> lines = new ArrayList<>(unsorted);
    lines.sort(Comparator.comparing(Movement::lineNo));
    return Movement.toAnswer(lines);
  }
}
