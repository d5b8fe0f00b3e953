package io.skuline.deduction.database;

import io.skuline.event.DeductionRejected;
import io.skuline.event.StockResult;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementTable;
import io.skuline.store.UnmovedAnswerTable;
import io.skuline.store.shard.SlotMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads what is already known of orders and adjustments from all shards. */
final class AnswerLoader {

  private static final Comparator<Movement> BY_EVENT_AND_LINE =
      Comparator.comparing(Movement::orderId)
          .thenComparing(Movement::kind)
          .thenComparing(Movement::operationId)
          .thenComparing(Movement::lineNo);

  private AnswerLoader() {}

  /**
   * @param ids orders and adjustments whose locks this transaction has
   */
  static KnownAnswers of(ShardTransaction transaction, SlotMap slots, List<String> ids) {
    KnownAnswers answers = new KnownAnswers();
    for (Map.Entry<Integer, List<String>> part : slots.split(ids).entrySet()) {
      new UnmovedAnswerTable(transaction.in(part.getKey()))
          .about(part.getValue())
          .forEach(row -> answers.add(row.toResult()));
    }
    List<Movement> rows = new ArrayList<>();
    for (int shard = 0; shard < transaction.shards(); shard++) {
      rows.addAll(new MovementTable(transaction.in(shard)).about(ids));
    }
    addMoved(firstAnswers(rows), answers);
    return answers;
  }

  /**
   * Returns the rows of the answers that count. An anomaly is a second answer and does not count.
   * But if anomalies are all that is stored about an event, its answer was published, and the first
   * of them counts.
   */
  static List<Movement> firstAnswers(List<Movement> rows) {
    List<Movement> regular =
        rows.stream().filter(row -> row.kind() != MovementKind.ANOMALY).toList();
    List<Movement> first = new ArrayList<>(regular);
    rows.stream()
        .filter(row -> row.kind() == MovementKind.ANOMALY)
        .map(Movement::asPublished)
        .sorted(Comparator.comparingLong(Movement::decidedAt))
        .filter(published -> regular.stream().noneMatch(published::sameEvent))
        .forEach(
            published -> {
              boolean second =
                  first.stream()
                      .filter(published::sameEvent)
                      .anyMatch(row -> row.decidedAt() != published.decidedAt());
              if (!second) {
                first.add(published);
              }
            });
    return first;
  }

  /**
   * @param moved the rows of any events, in any order
   */
  static void addMoved(List<Movement> moved, KnownAnswers answers) {
    Set<Line> released = new HashSet<>();
    moved.stream()
        .filter(row -> row.kind() == MovementKind.RELEASE)
        .map(Line::of)
        .forEach(released::add);
    List<Movement> rows = new ArrayList<>(moved);
    // Released lines are removed one by one: of what was to be given back in several shards, some
    // shards may have given back nothing yet.
    rows.removeIf(row -> row.isReservation() && released.contains(Line.of(row)));
    rows.sort(BY_EVENT_AND_LINE);
    List<Movement> event = new ArrayList<>();
    for (Movement row : rows) {
      if (!event.isEmpty() && !event.get(0).sameEvent(row)) {
        addEvent(event, answers);
        event = new ArrayList<>();
      }
      event.add(row);
    }
    if (!event.isEmpty()) {
      addEvent(event, answers);
    }
  }

  /** A line of an order. */
  private record Line(String orderId, String sku) {

    static Line of(Movement row) {
      return new Line(row.orderId(), row.sku());
    }
  }

  private static void addEvent(List<Movement> event, KnownAnswers answers) {
    StockResult answer = Movement.toAnswer(event);
    boolean rejected = answers.get(answer.operation()) instanceof DeductionRejected;
    if (rejected || event.size() < event.get(0).lineCount()) {
      answers.addPart(answer.operation(), event);
    } else {
      answers.add(answer);
    }
  }
}
