package io.skuline.ledger;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.CompactResult;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts answers together again from the rows that the ledger stored. */
public final class DatabaseArchive implements AnswerArchive {

  private static final Comparator<Movement> BY_EVENT_AND_LINE =
      Comparator.comparing(Movement::orderId)
          .thenComparing(Movement::kind)
          .thenComparing(Movement::operationId)
          .thenComparing(Movement::lineNo);

  private final Shards shards;

  public DatabaseArchive(Shards shards) {
    this.shards = shards;
  }

  @Override
  public List<StockResult> answersAbout(Collection<String> keys) {
    SortedSet<String> ids = new TreeSet<>(keys);
    List<StockResult> answers = new ArrayList<>();
    List<Movement> event = new ArrayList<>();
    for (Movement row : movements(ids)) {
      if (!event.isEmpty() && !sameEvent(event.get(0), row)) {
        answers.add(answer(event));
        event.clear();
      }
      event.add(row);
    }
    if (!event.isEmpty()) {
      answers.add(answer(event));
    }
    shards
        .ofEach(ids, (shard, some) -> new UnmovedAnswerTable(shard.jdbc()).about(some))
        .forEach(row -> answers.add(row.toResult()));
    return answers;
  }

  /** An order's SKUs may be in any shard. */
  private List<Movement> movements(SortedSet<String> ids) {
    List<Movement> rows = new ArrayList<>();
    for (Shard shard : shards.all()) {
      new MovementTable(shard.jdbc()).about(ids).forEach(rows::add);
    }
    rows.sort(BY_EVENT_AND_LINE);
    return rows;
  }

  @Override
  public boolean hasStocked(Collection<String> skus) {
    return !shards
        .ofEach(
            skus,
            (shard, some) ->
                new StockTable(shard.jdbc()).anyMoved(new TreeSet<>(some))
                    ? List.of(shard)
                    : List.of())
        .isEmpty();
  }

  private static boolean sameEvent(Movement a, Movement b) {
    return a.orderId().equals(b.orderId())
        && a.kind() == b.kind()
        && a.operationId().equals(b.operationId());
  }

  /**
   * The answer whose movements these are, in the order of its lines.
   *
   * @throws DeductionUnavailableException if another shard has not stored its lines yet
   */
  private static StockResult answer(List<Movement> event) {
    Movement first = event.get(0);
    if (event.size() < first.lineCount()) {
      throw new DeductionUnavailableException(
          "The ledger has stored %d of %d lines of %s"
              .formatted(event.size(), first.lineCount(), first.orderId()));
    }
    Instant at = Instant.ofEpochMilli(first.decidedAt());
    List<StockMove> moves = event.stream().map(DatabaseArchive::move).toList();
    return switch (first.kind()) {
      case Movement.DEDUCTION -> new DeductionConfirmed(first.orderId(), at, moves);
      case Movement.RETURN -> new ReturnAccepted(first.operationId(), first.orderId(), at, moves);
      case Movement.CANCELLATION ->
          new ReturnAccepted(ReturnAccepted.CANCELLATION, first.orderId(), at, moves);
      default ->
          new AdjustmentAccepted(
              first.orderId(), at, CompactResult.kind(first.kind()), moves.get(0));
    };
  }

  private static StockMove move(Movement movement) {
    int quantity = movement.kind() == Movement.DEDUCTION ? -movement.delta() : movement.delta();
    return new StockMove(movement.sku(), quantity, movement.availableAfter(), movement.sequence());
  }
}
