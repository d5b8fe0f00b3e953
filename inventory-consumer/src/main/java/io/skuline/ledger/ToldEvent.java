package io.skuline.ledger;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.Movement;
import io.skuline.store.UnmovedAnswer;
import io.skuline.wire.CompactResultCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that is stored of one event: the lines of its answer, rarely those of more than one. */
final class ToldEvent {

  /** What makes it the same event. */
  record Identity(String id, char kind, String operationId) {

    static Identity of(Movement told) {
      return new Identity(told.orderId(), type(told.kind()), told.operationId());
    }

    static Identity of(UnmovedAnswer answer) {
      return new Identity(answer.orderId(), answer.kind(), answer.operationId());
    }

    /** Adjustments of every kind share their ids. */
    private static char type(char kind) {
      return kind == Movement.DEDUCTION || kind == Movement.RETURN || kind == Movement.CANCELLATION
          ? kind
          : UnmovedAnswer.ADJUSTMENT;
    }
  }

  /** The lines of each answer, by the time of its decision. */
  private final SortedMap<Long, List<Movement>> moved = new TreeMap<>();

  private final List<StockResult> unmoved = new ArrayList<>(0);

  void add(Movement told) {
    moved.computeIfAbsent(told.decidedAt(), any -> new ArrayList<>()).add(told);
  }

  void add(StockResult answer) {
    unmoved.add(answer);
  }

  /** The first of the answers that are complete. */
  Optional<StockResult> firstAnswer() {
    return Stream.concat(
            unmoved.stream(),
            moved.values().stream().filter(ToldEvent::isComplete).map(ToldEvent::answer))
        .min(Comparator.comparing(StockResult::decidedAt));
  }

  private static boolean isComplete(List<Movement> lines) {
    return lines.size() >= lines.get(0).lineCount();
  }

  /** What is there of the first answer. */
  StockResult incompleteAnswer() {
    return answer(first());
  }

  /** The order, or the adjustment. */
  String id() {
    return first().get(0).orderId();
  }

  /** When the first answer was given, in milliseconds. */
  long decidedAt() {
    return first().get(0).decidedAt();
  }

  /** In which the first answer was given. */
  long epoch() {
    return first().get(0).epoch();
  }

  /** How much of the first answer is stored, in words. */
  String progress() {
    return "The ledger has stored %d of %d lines of %s"
        .formatted(first().size(), first().get(0).lineCount(), id());
  }

  private List<Movement> first() {
    return Objects.requireNonNull(moved.get(moved.firstKey()));
  }

  /** The answer whose movements these are, in the order of its lines. */
  private static StockResult answer(List<Movement> unsorted) {
    List<Movement> lines = new ArrayList<>(unsorted);
    lines.sort(Comparator.comparing(Movement::lineNo));
    Movement first = lines.get(0);
    Instant at = Instant.ofEpochMilli(first.decidedAt());
    List<StockMove> moves = lines.stream().map(ToldEvent::move).toList();
    return switch (first.kind()) {
      case Movement.DEDUCTION -> new DeductionConfirmed(first.orderId(), at, moves);
      case Movement.RETURN -> new ReturnAccepted(first.operationId(), first.orderId(), at, moves);
      case Movement.CANCELLATION ->
          new ReturnAccepted(ReturnAccepted.CANCELLATION, first.orderId(), at, moves);
      default ->
          new AdjustmentAccepted(
              first.orderId(), at, CompactResultCodec.kind(first.kind()), moves.get(0));
    };
  }

  private static StockMove move(Movement told) {
    long quantity = told.kind() == Movement.DEDUCTION ? -told.delta() : told.delta();
    return new StockMove(
        told.sku(), Math.toIntExact(quantity), told.availableAfter(), told.sequence());
  }
}
