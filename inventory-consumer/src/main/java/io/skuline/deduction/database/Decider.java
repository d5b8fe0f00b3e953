package io.skuline.deduction.database;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Limits;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides the events of one batch over what was read and locked for it. No I/O; changes the given
 * rows and answers, which are this batch's own.
 */
final class Decider {

  private final Answers answers;
  private final Map<String, StockRow> stock;
  private final Map<String, List<Shortage>> hopeless;
  private final Instant now;
  private final List<StockResult> fresh = new ArrayList<>();

  /**
   * @param stock a row, if only an unknown one, for every SKU that the batch may move
   * @param hopeless orders that need no look at stock any more, and what they are short of
   */
  Decider(
      Answers answers,
      Map<String, StockRow> stock,
      Map<String, List<Shortage>> hopeless,
      Instant now) {
    this.answers = answers;
    this.stock = stock;
    this.hopeless = hopeless;
    this.now = now;
  }

  StockResult decide(OrderEvent event) {
    StockResult known = answers.get(Identity.of(event));
    if (known != null) {
      return known;
    }
    StockResult result = decideNew(event);
    answers.add(result);
    fresh.add(result);
    return result;
  }

  /** The answers that were not known before, in the order in which they were given. */
  List<StockResult> fresh() {
    return fresh;
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
    if (answers.get(Identity.ofCancellation(id)) != null) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.CANCELLED, List.of());
    }
    List<Shortage> turnedAway = hopeless.get(id);
    if (turnedAway != null) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.OUT_OF_STOCK, turnedAway);
    }
    Map<String, Integer> units = unitsBySku(order.lines());
    List<Shortage> unknown = new ArrayList<>();
    List<Shortage> tooLittle = new ArrayList<>();
    units.forEach(
        (sku, quantity) -> {
          StockRow row = row(sku);
          if (!row.known()) {
            unknown.add(new Shortage(sku, quantity, 0));
          } else if (row.available() < quantity) {
            tooLittle.add(new Shortage(sku, quantity, row.available()));
          }
        });
    if (!unknown.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.UNKNOWN_SKU, unknown);
    }
    if (!tooLittle.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.OUT_OF_STOCK, tooLittle);
    }
    List<StockMove> lines = new ArrayList<>(units.size());
    units.forEach((sku, quantity) -> lines.add(move(sku, quantity, -quantity)));
    return new DeductionConfirmed(id, now, lines);
  }

  private StockResult cancellation(String orderId) {
    List<StockMove> lines = new ArrayList<>();
    answers
        .heldBy(orderId)
        .forEach(
            (sku, quantity) -> {
              if (quantity > 0) {
                lines.add(move(sku, quantity, quantity));
              }
            });
    return new ReturnAccepted(ReturnAccepted.CANCELLATION, orderId, now, lines);
  }

  private StockResult returned(StockReturned returned) {
    String orderId = returned.order().orderId();
    StockResult order = answers.get(Identity.ofOrder(orderId));
    if (order == null) {
      return refusal(returned, ReturnRejected.Reason.UNKNOWN_ORDER, List.of());
    }
    if (!(order instanceof DeductionConfirmed)) {
      return refusal(returned, ReturnRejected.Reason.ORDER_REJECTED, List.of());
    }
    Map<String, Integer> held = answers.heldBy(orderId);
    Map<String, Integer> units = unitsBySku(returned.lines());
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
    units.forEach((sku, quantity) -> lines.add(move(sku, quantity, quantity)));
    return new ReturnAccepted(returned.returnId(), orderId, now, lines);
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
            id, now, adjusted.kind(), move(row.sku(), adjusted.delta(), adjusted.delta()))
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

  private StockMove move(String sku, int quantity, int delta) {
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

  /** The same SKU twice counts as the sum, at its first place. */
  static Map<String, Integer> unitsBySku(List<OrderLine> lines) {
    Map<String, Integer> units = new LinkedHashMap<>();
    for (OrderLine line : lines) {
      units.merge(line.sku(), line.quantity(), Integer::sum);
    }
    return units;
  }
}
