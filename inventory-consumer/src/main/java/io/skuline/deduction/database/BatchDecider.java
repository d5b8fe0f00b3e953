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
import io.skuline.store.StockDriftException;
import io.skuline.store.StockRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
  private final Map<String, StockRow> stock;
  private final Map<String, List<Shortage>> soldOut;
  private final Instant now;
  private final List<StockResult> fresh = new ArrayList<>();
  private final List<Movement> releases = new ArrayList<>();

  /**
   * @param stock a row for every SKU that the batch may move; it may be a row of an unknown SKU
   * @param soldOut orders that are rejected without a look at stock, and what they are short of
   */
  BatchDecider(
      KnownAnswers answers,
      Map<String, StockRow> stock,
      Map<String, List<Shortage>> soldOut,
      Instant now) {
    this.answers = answers;
    this.stock = stock;
    this.soldOut = soldOut;
    this.now = now;
  }

  StockResult decide(OrderEvent event) {
    OperationId operation = event.operation();
    StockResult known = answers.get(operation);
    if (known != null) {
      if (known instanceof DeductionRejected) {
        release(operation);
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
    return releases;
  }

  private void release(OperationId operation) {
    Map<String, Movement> given = answers.partOf(operation);
    given.forEach(
        (sku, deduction) -> {
          StockRow row = row(sku);
          row.move(-deduction.delta());
          releases.add(deduction.release(row, given.size(), now.toEpochMilli()));
        });
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
    requireSameLines(given, units, -1);
    List<Shortage> unknown = new ArrayList<>();
    List<Shortage> tooLittle = new ArrayList<>();
    units.forEach(
        (sku, quantity) -> {
          StockRow row = row(sku);
          if (given.containsKey(sku)) {
            return;
          }
          if (!row.known()) {
            unknown.add(new Shortage(sku, quantity, 0));
          } else if (row.available() < quantity) {
            tooLittle.add(new Shortage(sku, quantity, row.available()));
          }
        });
    if (!unknown.isEmpty() || !tooLittle.isEmpty()) {
      release(operation);
    }
    if (!unknown.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.UNKNOWN_SKU, unknown);
    }
    if (!tooLittle.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.OUT_OF_STOCK, tooLittle);
    }
    List<StockMove> lines = new ArrayList<>(units.size());
    units.forEach((sku, quantity) -> lines.add(move(given, sku, quantity, -quantity)));
    return new DeductionConfirmed(id, at(given), lines);
  }

  private StockResult cancellation(String orderId) {
    List<StockMove> lines = new ArrayList<>();
    Map<String, Movement> given = answers.partOf(OperationId.ofCancellation(orderId));
    answers
        .heldBy(orderId)
        .forEach(
            (sku, quantity) -> {
              if (quantity > 0) {
                lines.add(move(given, sku, quantity, quantity));
              }
            });
    return lines.isEmpty()
        ? ReturnAccepted.ofNothing(orderId, now, whyNothing(orderId))
        : new ReturnAccepted(ReturnAccepted.CANCELLATION, orderId, at(given), lines);
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
    Map<String, Movement> given = answers.partOf(returned.operation());
    requireSameLines(given, units, 1);
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
    List<StockMove> lines = new ArrayList<>(units.size());
    units.forEach((sku, quantity) -> lines.add(move(given, sku, quantity, quantity)));
    return new ReturnAccepted(returned.returnId(), orderId, at(given), lines);
  }

  private ReturnRejected refusal(
      StockReturned returned, ReturnRejected.Reason reason, List<Shortage> shortages) {
    return new ReturnRejected(
        returned.returnId(), returned.order().orderId(), now, reason, shortages);
  }

  private StockResult adjustment(StockAdjusted adjusted) {
    String id = adjusted.adjustmentId();
    StockRow row = row(adjusted.sku());
    AdjustmentRejected.Reason veto = veto(adjusted, row);
    return veto == null
        ? new AdjustmentAccepted(
            id, now, adjusted.kind(), move(Map.of(), row.sku(), adjusted.delta(), adjusted.delta()))
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

  /**
   * A sender that uses an id twice may have sent the stored part with other lines. The message of
   * the stored part has no answer yet and comes again.
   *
   * @param sign the sign of what the lines move
   * @throws StockDriftException if a stored row cannot be one of these lines
   */
  private static void requireSameLines(
      Map<String, Movement> given, Map<String, Integer> units, int sign) {
    List<String> skus = List.copyOf(units.keySet());
    for (Movement row : given.values()) {
      boolean own =
          row.lineNo() == skus.indexOf(row.sku())
              && row.delta() == sign * units.get(row.sku())
              && (row.lineCount() == 0 || row.lineCount() == skus.size());
      if (!own) {
        throw new StockDriftException(
            ("A part of %s is stored that moves %d of SKU %s as line %d of %d, and this message has"
                    + " other lines: its id was used twice. The one that was stored first is completed"
                    + " when its own message comes again; replay this one after that")
                .formatted(
                    row.orderId(), row.delta(), row.sku(), row.lineNo() + 1, row.lineCount()));
      }
    }
  }

  /** All lines of an answer have one time. */
  private Instant at(Map<String, Movement> given) {
    return given.values().stream()
        .map(row -> Instant.ofEpochMilli(row.decidedAt()))
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /**
   * @param given what is already stored of the event
   * @throws StockDriftException if that is not what the event says
   */
  private StockMove move(Map<String, Movement> given, String sku, int quantity, int delta) {
    Movement there = given.get(sku);
    if (there != null) {
      if (there.delta() != delta) {
        throw new StockDriftException(
            "A part of %s is stored that moves %d of SKU %s, not %d"
                .formatted(there.orderId(), there.delta(), sku, delta));
      }
      return there.toMove();
    }
    StockRow row = row(sku);
    row.move(delta);
    return new StockMove(sku, quantity, row.available(), row.sequence());
  }

  private StockRow row(String sku) {
    StockRow row = stock.get(sku);
    if (row == null) {
      throw new IllegalStateException("The batch did not lock SKU " + sku);
    }
    return row;
  }
}
