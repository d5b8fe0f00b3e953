package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterDetails;
import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.DeadLetterSummary;
import io.skuline.deadletter.OperatorAction;
import io.skuline.deadletter.ReplayJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessResourceFailureException;

/** Dead letters in memory. */
final class FakeDeadLetterBrowser implements DeadLetterBrowser {

  final List<DeadLetterSummary> letters = new ArrayList<>();
  final List<OperatorAction> actions = new ArrayList<>();
  final Map<Long, String> bodies = new HashMap<>();
  final Map<Long, String> corrected = new HashMap<>();
  final Map<Long, ReplayJob> runs = new HashMap<>();
  boolean away;

  void clear() {
    letters.clear();
    actions.clear();
    bodies.clear();
    corrected.clear();
    runs.clear();
    away = false;
  }

  /** Adds a dead letter of an order. */
  DeadLetterSummary park(long id, String order, String tag, String reason, Instant at) {
    DeadLetterSummary letter =
        new DeadLetterSummary(
            id,
            DeadLetterState.PARKED,
            reason,
            "lines[0].quantity must be 1 to 1000000, is 0",
            "stock-dead-letters",
            null,
            "order-events",
            tag,
            List.of(order),
            "tea",
            "01A4",
            order,
            List.of("tea"),
            1,
            0,
            at,
            at,
            at,
            false,
            100,
            null);
    letters.add(letter);
    return letter;
  }

  @Override
  public List<DeadLetterSummary> ofOrder(String order, int limit) {
    return letters.stream().filter(each -> order.equals(each.orderId())).limit(limit).toList();
  }

  @Override
  public List<OperatorAction> latestActions(long letter, int limit) {
    return actions.stream()
        .filter(each -> each.letter() != null && each.letter() == letter)
        .limit(limit)
        .toList();
  }

  private Stream<DeadLetterSummary> matching(DeadLetterFilter filter) {
    if (away) {
      throw new DataAccessResourceFailureException("nobody listens there");
    }
    return letters.stream()
        .filter(each -> filter.state() == null || each.state() == filter.state())
        .filter(each -> filter.reason() == null || each.reason().equals(filter.reason().name()))
        .filter(each -> filter.topic() == null || each.topic().equals(filter.topic()))
        .filter(each -> filter.order() == null || filter.order().equals(each.orderId()))
        .filter(each -> filter.since() == null || !each.firstSeen().isBefore(filter.since()))
        .filter(each -> filter.until() == null || each.firstSeen().isBefore(filter.until()))
        .sorted(Comparator.comparingLong(DeadLetterSummary::id));
  }

  List<DeadLetterSummary> all(DeadLetterFilter filter) {
    return matching(filter).toList();
  }

  @Override
  public List<Count> counts(DeadLetterFilter filter) {
    Map<Count, Long> counts =
        matching(filter)
            .collect(
                Collectors.groupingBy(
                    each -> new Count(each.state(), each.reason(), 0), Collectors.counting()));
    return counts.entrySet().stream()
        .map(each -> new Count(each.getKey().state(), each.getKey().reason(), each.getValue()))
        .toList();
  }

  @Override
  public List<DeadLetterSummary> before(DeadLetterFilter filter, long id, int limit) {
    List<DeadLetterSummary> found = new ArrayList<>(all(filter));
    Collections.reverse(found);
    return found.stream().filter(each -> each.id() < id).limit(limit).toList();
  }

  @Override
  public List<DeadLetterSummary> after(DeadLetterFilter filter, long id, int limit) {
    return matching(filter).filter(each -> each.id() > id).limit(limit).toList();
  }

  @Override
  public Optional<DeadLetterDetails> one(long id) {
    return letters.stream()
        .filter(each -> each.id() == id)
        .map(
            each ->
                new DeadLetterDetails(
                    each,
                    Map.of("CE_source", "/shop/<checkout>"),
                    bodies.getOrDefault(id, "{}"),
                    "",
                    corrected.get(id),
                    null,
                    latestActions(id, 100)))
        .findFirst();
  }

  @Override
  public Optional<ReplayJob> replay(long run) {
    return Optional.ofNullable(runs.get(run));
  }

  @Override
  public List<ReplayJob> replaysBefore(long run, int limit) {
    return runs.values().stream()
        .filter(each -> each.id() < run)
        .sorted(Comparator.comparingLong(ReplayJob::id).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public List<ReplayJob> replaysAfter(long run, int limit) {
    return runs.values().stream()
        .filter(each -> each.id() > run)
        .sorted(Comparator.comparingLong(ReplayJob::id))
        .limit(limit)
        .toList();
  }

  private Stream<OperatorAction> matching(ActionFilter filter) {
    return actions.stream()
        .filter(each -> filter.who() == null || each.who().equals(filter.who()))
        .filter(each -> filter.verb() == null || each.verb() == filter.verb())
        .filter(each -> filter.letter() == null || filter.letter().equals(each.letter()))
        .filter(each -> filter.run() == null || filter.run().equals(each.run()));
  }

  @Override
  public List<OperatorAction> actionsBefore(ActionFilter filter, long id, int limit) {
    List<OperatorAction> found =
        new ArrayList<>(matching(filter).filter(each -> each.id() < id).toList());
    Collections.reverse(found);
    return found.stream().limit(limit).toList();
  }

  @Override
  public List<OperatorAction> actionsAfter(ActionFilter filter, long id, int limit) {
    return matching(filter).filter(each -> each.id() > id).limit(limit).toList();
  }
}
