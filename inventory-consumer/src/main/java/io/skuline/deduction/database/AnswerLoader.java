package io.skuline.deduction.database;

import io.skuline.event.DeductionRejected;
import io.skuline.event.StockResult;
import io.skuline.shard.Layout;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of orders and adjustments already, gathered from all shards. */
final class Recall {

  private static final Comparator<Movement> BY_EVENT_AND_LINE =
      Comparator.comparing(Movement::orderId)
          .thenComparing(Movement::kind)
          .thenComparing(Movement::operationId)
          .thenComparing(Movement::lineNo);

  private Recall() {}

  /**
   * @param ids whose locks are held
   */
  static Answers of(Transaction transaction, Layout layout, List<String> ids) throws SQLException {
    Answers answers = new Answers();
    for (Map.Entry<Integer, List<String>> part : layout.split(ids).entrySet()) {
      UnmovedAnswerTable.recall(transaction.in(part.getKey()), part.getValue(), answers);
    }
    List<Movement> rows = new ArrayList<>();
    for (int shard = 0; shard < transaction.shards(); shard++) {
      rows.addAll(MovementTable.about(transaction.in(shard), ids));
    }
    addMoved(firstAnswers(rows), answers);
    return answers;
  }

  /**
   * Anomalies are second answers, which do not count, but for those that are all there is about an
   * event: it was told, and the first of them counts.
   */
  static List<Movement> firstAnswers(List<Movement> rows) {
    List<Movement> regular = rows.stream().filter(row -> !row.isAnomaly()).toList();
    List<Movement> first = new ArrayList<>(regular);
    rows.stream()
        .filter(Movement::isAnomaly)
        .map(Movement::asTold)
        .sorted(Comparator.comparingLong(Movement::decidedAtMillis))
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
  static void addMoved(List<Movement> moved, Answers answers) {
    Set<Line> released = new HashSet<>();
    moved.stream().filter(Movement::isRelease).map(Line::of).forEach(released::add);
    List<Movement> rows = new ArrayList<>(moved);
    // Line by line: what was to be given back in several shards may be so in some only.
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

  private static void addEvent(List<Movement> event, Answers answers) {
    StockResult answer = Movement.toAnswer(event);
    boolean rejected = answers.get(Identity.of(answer)) instanceof DeductionRejected;
    if (rejected || event.size() < event.get(0).lineCount()) {
      answers.addHalf(Identity.of(answer), event);
    } else {
      answers.add(answer);
    }
  }
}
