package io.skuline.deduction.database;

import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.StockResult;
import io.skuline.store.shard.SlotMap;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of orders and adjustments already, gathered from all shards. */
final class AnswerLoader {

  private static final Comparator<DecidedMovement> BY_EVENT_AND_LINE =
      Comparator.comparing(DecidedMovement::orderId)
          .thenComparing(DecidedMovement::kind)
          .thenComparing(DecidedMovement::operationId)
          .thenComparing(DecidedMovement::lineNo);

  private AnswerLoader() {}

  /**
   * @param ids whose locks are held
   */
  static KnownAnswers of(ShardTransaction transaction, SlotMap slots, List<String> ids)
      throws SQLException {
    KnownAnswers answers = new KnownAnswers();
    for (Map.Entry<Integer, List<String>> part : slots.split(ids).entrySet()) {
      DecidedAnswerTable.recall(transaction.in(part.getKey()), part.getValue(), answers);
    }
    List<DecidedMovement> rows = new ArrayList<>();
    for (int shard = 0; shard < transaction.shards(); shard++) {
      rows.addAll(DecidedMovementTable.about(transaction.in(shard), ids));
    }
    addMoved(firstAnswers(rows), answers);
    return answers;
  }

  /**
   * Anomalies are second answers, which do not count, but for those that are all there is about an
   * event: it was told, and the first of them counts.
   */
  static List<DecidedMovement> firstAnswers(List<DecidedMovement> rows) {
    List<DecidedMovement> regular = rows.stream().filter(row -> !row.isAnomaly()).toList();
    List<DecidedMovement> first = new ArrayList<>(regular);
    rows.stream()
        .filter(DecidedMovement::isAnomaly)
        .map(DecidedMovement::asTold)
        .sorted(Comparator.comparingLong(DecidedMovement::decidedAtMillis))
        .filter(told -> regular.stream().noneMatch(told::sameEvent))
        .forEach(
            told -> {
              boolean second =
                  first.stream()
                      .filter(told::sameEvent)
                      .anyMatch(row -> row.decidedAtMillis() != told.decidedAtMillis());
              if (!second) {
                first.add(told);
              }
            });
    return first;
  }

  /**
   * @param moved rows of any events, in any order
   */
  static void addMoved(List<DecidedMovement> moved, KnownAnswers answers) {
    Set<Line> released = new HashSet<>();
    moved.stream().filter(DecidedMovement::isRelease).map(Line::of).forEach(released::add);
    List<DecidedMovement> rows = new ArrayList<>(moved);
    // Line by line: what was to be given back in several shards may be so in some only.
    rows.removeIf(row -> row.isReservation() && released.contains(Line.of(row)));
    rows.sort(BY_EVENT_AND_LINE);
    List<DecidedMovement> event = new ArrayList<>();
    for (DecidedMovement row : rows) {
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

    static Line of(DecidedMovement row) {
      return new Line(row.orderId(), row.sku());
    }
  }

  private static void addEvent(List<DecidedMovement> event, KnownAnswers answers) {
    StockResult answer = DecidedMovement.toAnswer(event);
    boolean rejected = answers.get(OperationId.of(answer)) instanceof DeductionRejected;
    if (rejected || event.size() < event.get(0).lineCount()) {
      answers.addHalf(OperationId.of(answer), event);
    } else {
      answers.add(answer);
    }
  }
}
