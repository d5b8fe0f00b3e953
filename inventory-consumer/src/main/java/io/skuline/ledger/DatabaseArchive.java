package io.skuline.ledger;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.CompactResult;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Puts answers together again from the rows that the ledger stored. */
public final class DatabaseArchive implements AnswerArchive {

  private final MovementTable movements;
  private final UnmovedAnswerTable unmovedAnswers;
  private final StockTable stock;

  public DatabaseArchive(JdbcTemplate jdbc) {
    this.movements = new MovementTable(jdbc);
    this.unmovedAnswers = new UnmovedAnswerTable(jdbc);
    this.stock = new StockTable(jdbc);
  }

  @Override
  public List<StockResult> answersAbout(Collection<String> keys) {
    SortedSet<String> ids = new TreeSet<>(keys);
    List<StockResult> answers = new ArrayList<>();
    List<Movement> event = new ArrayList<>();
    for (MovementTable.Stored row : movements.about(ids)) {
      if (!event.isEmpty() && !sameEvent(event.get(0), row.movement())) {
        answers.add(answer(event));
        event.clear();
      }
      event.add(row.movement());
    }
    if (!event.isEmpty()) {
      answers.add(answer(event));
    }
    for (UnmovedAnswer row : unmovedAnswers.about(ids)) {
      answers.add(row.toResult());
    }
    return answers;
  }

  @Override
  public boolean hasStocked(Collection<String> skus) {
    return stock.anyMoved(new TreeSet<>(skus));
  }

  private static boolean sameEvent(Movement a, Movement b) {
    return a.orderId().equals(b.orderId())
        && a.kind() == b.kind()
        && a.operationId().equals(b.operationId());
  }

  /** The answer whose movements these are, in the order of its lines. */
  private static StockResult answer(List<Movement> event) {
    Movement first = event.get(0);
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
