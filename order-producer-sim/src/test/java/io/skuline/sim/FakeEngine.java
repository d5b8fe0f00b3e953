package io.skuline.sim;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
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
import io.skuline.sim.admin.ReportedLevel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides events at once, in memory. One thread. */
final class FakeEngine {

  private final Map<String, ReportedLevel> stock;
  private final Map<String, StockResult> memory = new HashMap<>();
  private final Map<String, Map<String, Integer>> held = new HashMap<>();
  private final Set<String> cancelled = new HashSet<>();

  FakeEngine(Map<String, ReportedLevel> stock) {
    this.stock = stock;
  }

  StockResult decide(OrderEvent event) {
    String identity = event.getClass().getSimpleName() + " " + event.eventId();
    StockResult known = memory.get(identity);
    if (known == null) {
      known = decideNew(event, Instant.now().truncatedTo(ChronoUnit.MILLIS));
      memory.put(identity, known);
    }
    return known;
  }

  private StockResult decideNew(OrderEvent event, Instant now) {
    if (event instanceof StockAdjusted adjusted) {
      return adjust(adjusted, now);
    }
    if (event instanceof OrderCreated order) {
      return order(order, now);
    }
    return event instanceof StockReturned returned
        ? giveBack(returned, now)
        : cancel((OrderCancelled) event, now);
  }

  private StockResult order(OrderCreated order, Instant now) {
    if (cancelled.contains(order.orderId())) {
      return new DeductionRejected(
          order.orderId(), now, DeductionRejected.Reason.CANCELLED, List.of());
    }
    Map<String, Integer> asked = sums(order.lines());
    List<Shortage> unknown =
        asked.entrySet().stream()
            .filter(each -> !stock.containsKey(each.getKey()))
            .map(each -> new Shortage(each.getKey(), each.getValue(), 0))
            .toList();
    if (!unknown.isEmpty()) {
      return new DeductionRejected(
          order.orderId(), now, DeductionRejected.Reason.UNKNOWN_SKU, unknown);
    }
    List<Shortage> shortages = new ArrayList<>();
    asked.forEach(
        (sku, quantity) -> {
          long available = level(sku).available();
          if (available < quantity) {
            shortages.add(new Shortage(sku, quantity, available));
          }
        });
    if (!shortages.isEmpty()) {
      return new DeductionRejected(
          order.orderId(), now, DeductionRejected.Reason.OUT_OF_STOCK, shortages);
    }
    List<StockMove> moves = new ArrayList<>();
    asked.forEach((sku, quantity) -> moves.add(move(sku, -quantity, quantity)));
    held.put(order.orderId(), asked);
    return new DeductionConfirmed(order.orderId(), now, moves);
  }

  private StockResult cancel(OrderCancelled cancellation, Instant now) {
    cancelled.add(cancellation.key());
    List<StockMove> moves = new ArrayList<>();
    held.getOrDefault(cancellation.key(), Map.of()).entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .forEach(each -> moves.add(move(each.getKey(), each.getValue(), each.getValue())));
    held.getOrDefault(cancellation.key(), new HashMap<>()).replaceAll((sku, units) -> 0);
    return moves.isEmpty()
        ? ReturnAccepted.ofNothing(cancellation.key(), now, whyNothing(cancellation.key()))
        : new ReturnAccepted(ReturnAccepted.CANCELLATION, cancellation.key(), now, moves);
  }

  private ReturnAccepted.Reason whyNothing(String order) {
    if (!memory.containsKey("OrderCreated " + order)) {
      return ReturnAccepted.Reason.UNKNOWN_ORDER;
    }
    return held.containsKey(order)
        ? ReturnAccepted.Reason.NOTHING_LEFT
        : ReturnAccepted.Reason.ORDER_REJECTED;
  }

  private StockResult giveBack(StockReturned event, Instant now) {
    if (!memory.containsKey("OrderCreated " + event.key())) {
      return rejected(event, now, ReturnRejected.Reason.UNKNOWN_ORDER, List.of());
    }
    Map<String, Integer> left = held.get(event.key());
    if (left == null) {
      return rejected(event, now, ReturnRejected.Reason.ORDER_REJECTED, List.of());
    }
    Map<String, Integer> back = sums(event.lines());
    List<Shortage> shortages = new ArrayList<>();
    back.forEach(
        (sku, units) -> {
          if (units > left.getOrDefault(sku, 0)) {
            shortages.add(new Shortage(sku, units, left.getOrDefault(sku, 0)));
          }
        });
    if (!shortages.isEmpty()) {
      return rejected(event, now, ReturnRejected.Reason.EXCEEDS_DEDUCTED, shortages);
    }
    List<StockMove> moves = new ArrayList<>();
    back.forEach(
        (sku, units) -> {
          left.merge(sku, -units, Integer::sum);
          moves.add(move(sku, units, units));
        });
    return new ReturnAccepted(event.returnId(), event.key(), now, moves);
  }

  private static ReturnRejected rejected(
      StockReturned event, Instant now, ReturnRejected.Reason reason, List<Shortage> shortages) {
    return new ReturnRejected(event.returnId(), event.key(), now, reason, shortages);
  }

  private StockResult adjust(StockAdjusted adjusted, Instant now) {
    if (adjusted.kind() == AdjustmentKind.INITIAL && stock.containsKey(adjusted.sku())) {
      return new AdjustmentRejected(
          adjusted.adjustmentId(),
          now,
          AdjustmentRejected.Reason.ALREADY_STOCKED,
          adjusted.sku(),
          adjusted.delta(),
          level(adjusted.sku()).available());
    }
    return new AdjustmentAccepted(
        adjusted.adjustmentId(),
        now,
        adjusted.kind(),
        move(adjusted.sku(), adjusted.delta(), adjusted.delta()));
  }

  private StockMove move(String sku, int delta, int quantity) {
    ReportedLevel before = level(sku);
    ReportedLevel after = new ReportedLevel(sku, before.available() + delta, before.sequence() + 1);
    stock.put(sku, after);
    return new StockMove(sku, quantity, after.available(), after.sequence());
  }

  private ReportedLevel level(String sku) {
    return stock.getOrDefault(sku, ReportedLevel.untouched(sku));
  }

  private static Map<String, Integer> sums(List<OrderLine> lines) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    lines.forEach(line -> sums.merge(line.sku(), line.quantity(), Integer::sum));
    return sums;
  }
}
