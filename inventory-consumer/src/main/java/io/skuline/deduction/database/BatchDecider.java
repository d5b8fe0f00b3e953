package io.skuline.deduction.database;

import io.skuline.deduction.OrderUnits;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Limits;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.Movement;
import io.skuline.store.StockRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides the events of one batch over what was read and locked for it. It does no I/O. It changes
 * the given rows and answers, which belong to this batch.
 *
 * <p>An event that was stored in some shards only keeps what it has there, and the rest of it is
 * decided now. If an order cannot have the rest any more, it is rejected, and what it has is
 * released. An event with the same id and other lines is refused, because the two would be mixed.
 */
final class BatchDecider {

  private final KnownAnswers answers;
  private final ChosenRows chosen;
  private final RowMoves rows;
  private final Map<String, List<Shortage>> soldOut;
  private final Instant now;
  private final List<StockResult> fresh = new ArrayList<>();

  /**
   * @param stock a row for every SKU that the batch may move; it may be a row of an unknown SKU
   * @param chosen the rows from which new orders take their units
   * @param soldOut orders that are rejected without a look at stock, and what they are short of
   */
  BatchDecider(
      KnownAnswers answers,
      Map<String, StockRow> stock,
      ChosenRows chosen,
      Map<String, List<Shortage>> soldOut,
      Instant now) {
    this.answers = answers;
    this.chosen = chosen;
    this.rows = new RowMoves(answers, stock, now);
    this.soldOut = soldOut;
    this.now = now;
  }

  /** A decider for SKUs that have one row each. */
  BatchDecider(
      KnownAnswers answers,
      Map<String, StockRow> stock,
      Map<String, List<Shortage>> soldOut,
      Instant now) {
    this(answers, stock, ChosenRows.BASES, soldOut, now);
  }

  /**
   * @throws UnitsElsewhereException if the event cannot be decided over these rows; the batch is to
   *     be forgotten then
   */
  StockResult decide(OrderEvent event) {
    OperationId operation = event.operation();
    StockResult known = answers.get(operation);
    if (known != null) {
      if (known instanceof DeductionRejected) {
        rows.release(operation);
      }
      return known;
    }
    StockResult result = decideNew(event);
    answers.add(result);
    fresh.add(result);
    return result;
  }

  /** Returns the answers that were not known before, in the order in which they were given. */
  List<StockResult> fresh() {
    return fresh;
  }

  /** Returns the movements that give back what rejected orders had been given. */
  List<Movement> releases() {
    return rows.releases();
  }

  private StockResult decideNew(OrderEvent event) {
    if (event instanceof OrderCreated created) {
      return order(created);
    }
    if (event instanceof OrderCancelled cancelled) {
      return cancellation(cancelled.order().orderId());
    }
    return event instanceof StockReturned returned
        ? returned(returned)
        : adjustment((StockAdjusted) event);
  }

  private StockResult order(OrderCreated order) {
    String id = order.orderId();
    if (answers.get(OperationId.ofCancellation(id)) != null) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.CANCELLED, List.of());
    }
    List<Shortage> shortages = soldOut.get(id);
    if (shortages != null) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.OUT_OF_STOCK, shortages);
    }
    OperationId operation = order.operation();
    Map<String, Integer> units = OrderUnits.bySku(order.lines());
    Map<String, Movement> given = answers.partOf(operation);
    RowMoves.requireSameLines(given, units, -1);
    List<Shortage> unknown = new ArrayList<>();
    List<Shortage> tooLittle = new ArrayList<>();
    Set<String> inOtherRows = new TreeSet<>();
    Set<String> atBase = new TreeSet<>();
    units.forEach(
        (sku, quantity) -> {
          if (given.containsKey(sku)) {
            return;
          }
          StockRow row = rows.row(chosen.of(sku));
          if (row.known() && row.available() >= quantity) {
            return;
          }
          if (!row.sku().equals(sku)) {
            atBase.add(sku);
          } else if (row.known()) {
            tooLittle.add(new Shortage(sku, quantity, row.available()));
            if (row.lent() > 0) {
              inOtherRows.add(sku);
            }
          } else {
            unknown.add(new Shortage(sku, quantity, 0));
          }
        });
    if (!atBase.isEmpty()) {
      throw UnitsElsewhereException.atBase(operation, atBase);
    }
    if (unknown.isEmpty() && !inOtherRows.isEmpty()) {
      throw UnitsElsewhereException.inOtherRows(operation, inOtherRows);
    }
    if (!unknown.isEmpty() || !tooLittle.isEmpty()) {
      rows.release(operation);
    }
    if (!unknown.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.UNKNOWN_SKU, unknown);
    }
    if (!tooLittle.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.OUT_OF_STOCK, tooLittle);
    }
    List<StockMove> lines = new ArrayList<>(units.size());
    units.forEach(
        (sku, quantity) -> lines.add(rows.move(given, chosen.of(sku), quantity, -quantity)));
    return new DeductionConfirmed(id, rows.at(given), lines);
  }

  private StockResult cancellation(String orderId) {
    Map<String, Integer> units = new LinkedHashMap<>(answers.heldBy(orderId));
    units.values().removeIf(quantity -> quantity <= 0);
    if (units.isEmpty()) {
      return ReturnAccepted.ofNothing(orderId, now, whyNothing(orderId));
    }
    OperationId operation = OperationId.ofCancellation(orderId);
    return givenBack(operation, ReturnAccepted.CANCELLATION, units);
  }

  /** Units go back to the rows from which the order has taken them. */
  private ReturnAccepted givenBack(
      OperationId operation, String returnId, Map<String, Integer> units) {
    String orderId = operation.key();
    Map<String, Movement> given = answers.partOf(operation);
    List<String> taking =
        units.keySet().stream()
            .filter(sku -> !given.containsKey(sku))
            .map(sku -> answers.rowOf(orderId, sku))
            .toList();
    rows.requireKnownToBase(operation, taking);
    List<StockMove> lines = new ArrayList<>(units.size());
    units.forEach(
        (sku, quantity) ->
            lines.add(rows.move(given, answers.rowOf(orderId, sku), quantity, quantity)));
    return new ReturnAccepted(returnId, orderId, rows.at(given), lines);
  }

  private ReturnAccepted.Reason whyNothing(String orderId) {
    StockResult order = answers.get(OperationId.ofOrder(orderId));
    if (order == null) {
      return ReturnAccepted.Reason.UNKNOWN_ORDER;
    }
    return order instanceof DeductionConfirmed
        ? ReturnAccepted.Reason.NOTHING_LEFT
        : ReturnAccepted.Reason.ORDER_REJECTED;
  }

  private StockResult returned(StockReturned returned) {
    String orderId = returned.order().orderId();
    StockResult order = answers.get(OperationId.ofOrder(orderId));
    if (order == null) {
      return refusal(returned, ReturnRejected.Reason.UNKNOWN_ORDER, List.of());
    }
    if (!(order instanceof DeductionConfirmed)) {
      return refusal(returned, ReturnRejected.Reason.ORDER_REJECTED, List.of());
    }
    Map<String, Integer> held = answers.heldBy(orderId);
    Map<String, Integer> units = OrderUnits.bySku(returned.lines());
    RowMoves.requireSameLines(answers.partOf(returned.operation()), units, 1);
    List<Shortage> tooMuch = new ArrayList<>();
    units.forEach(
        (sku, quantity) -> {
          int most = held.getOrDefault(sku, 0);
          if (quantity > most) {
            tooMuch.add(new Shortage(sku, quantity, most));
          }
        });
    if (!tooMuch.isEmpty()) {
      return refusal(returned, ReturnRejected.Reason.EXCEEDS_DEDUCTED, tooMuch);
    }
    return givenBack(returned.operation(), returned.returnId(), units);
  }

  private ReturnRejected refusal(
      StockReturned returned, ReturnRejected.Reason reason, List<Shortage> shortages) {
    return new ReturnRejected(
        returned.returnId(), returned.order().orderId(), now, reason, shortages);
  }

  private StockResult adjustment(StockAdjusted adjusted) {
    String id = adjusted.adjustmentId();
    StockRow row = rows.row(adjusted.sku());
    AdjustmentRejected.Reason veto = veto(adjusted, row);
    if (row.lent() > 0 && (veto != null || mayReachLimit(adjusted, row))) {
      throw UnitsElsewhereException.inOtherRows(adjusted.operation(), Set.of(row.sku()));
    }
    return veto == null
        ? new AdjustmentAccepted(
            id,
            now,
            adjusted.kind(),
            rows.move(Map.of(), row.sku(), adjusted.delta(), adjusted.delta()))
        : new AdjustmentRejected(id, now, veto, row.sku(), adjusted.delta(), row.available());
  }

  private static AdjustmentRejected.@Nullable Reason veto(StockAdjusted adjusted, StockRow row) {
    int delta = adjusted.delta();
    if (!row.known()) {
      return delta < 0 ? AdjustmentRejected.Reason.UNKNOWN_SKU : null;
    }
    if (adjusted.kind() == AdjustmentKind.INITIAL) {
      return AdjustmentRejected.Reason.ALREADY_STOCKED;
    }
    if (delta < 0) {
      return row.available() + delta < 0 ? AdjustmentRejected.Reason.BELOW_ZERO : null;
    }
    return row.available() + delta > Limits.MAX_AVAILABLE
        ? AdjustmentRejected.Reason.ABOVE_LIMIT
        : null;
  }

  /** Other rows have far less than half of the limit. */
  private static boolean mayReachLimit(StockAdjusted adjusted, StockRow row) {
    return adjusted.delta() > 0 && row.available() + adjusted.delta() > Limits.MAX_AVAILABLE / 2;
  }
}
