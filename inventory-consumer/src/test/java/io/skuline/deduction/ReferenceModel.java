package io.skuline.deduction;

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
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contract in plain Java, in memory, for one thread. Every engine is compared with it. It is
 * written to be read, not to be fast, and shares no code with the engines.
 */
public final class ReferenceModel implements DeductionEngine {

  private final Clock clock;
  private final Map<String, StockLevel> stock = new HashMap<>();
  private final Map<String, StockResult> answers = new HashMap<>();

  /**
   * Of confirmed orders only: the units not given back yet, by SKU, in the order's own sequence.
   */
  private final Map<String, Map<String, Integer>> heldByOrder = new HashMap<>();

  public ReferenceModel(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Decisions decide(List<OrderEvent> events) {
    if (events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + MAX_EVENTS + " events, not " + events.size());
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<StockResult> results = new ArrayList<>();
    for (OrderEvent event : events) {
      String identity = identity(event);
      StockResult answer = answers.get(identity);
      if (answer == null) {
        answer = decideNew(event, now);
        answers.put(identity, answer);
      }
      results.add(answer);
    }
    return new Decisions(0, results);
  }

  /** Returns the stock that is left of every SKU that was ever stocked. */
  public Map<String, StockLevel> stock() {
    return Map.copyOf(stock);
  }

  /** Two events are the same event if, and only if, these are equal. */
  public static String identity(OrderEvent event) {
    if (event instanceof OrderCreated order) {
      return "order " + order.orderId();
    }
    if (event instanceof OrderCancelled cancelled) {
      return "cancellation " + cancelled.order().orderId();
    }
    if (event instanceof StockReturned returned) {
      return "return " + returned.order().orderId() + " " + returned.returnId();
    }
    return "adjustment " + ((StockAdjusted) event).adjustmentId();
  }

  private StockResult decideNew(OrderEvent event, Instant now) {
    if (event instanceof OrderCreated order) {
      return order(order, now);
    }
    if (event instanceof OrderCancelled cancelled) {
      return cancel(cancelled.order().orderId(), now);
    }
    if (event instanceof StockReturned returned) {
      return takeBack(returned, now);
    }
    return adjust((StockAdjusted) event, now);
  }

  private StockResult order(OrderCreated order, Instant now) {
    String id = order.orderId();
    if (answers.containsKey("cancellation " + id)) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.CANCELLED, List.of());
    }
    Map<String, Integer> wanted = sumBySku(order.lines());
    List<Shortage> unknown = new ArrayList<>();
    List<Shortage> tooLittle = new ArrayList<>();
    wanted.forEach(
        (sku, quantity) -> {
          StockLevel level = stock.get(sku);
          if (level == null) {
            unknown.add(new Shortage(sku, quantity, 0));
          } else if (level.available() < quantity) {
            tooLittle.add(new Shortage(sku, quantity, level.available()));
          }
        });
    if (!unknown.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.UNKNOWN_SKU, unknown);
    }
    if (!tooLittle.isEmpty()) {
      return new DeductionRejected(id, now, DeductionRejected.Reason.OUT_OF_STOCK, tooLittle);
    }
    List<StockMove> moves = new ArrayList<>();
    wanted.forEach((sku, quantity) -> moves.add(move(sku, quantity, -quantity)));
    heldByOrder.put(id, wanted);
    return new DeductionConfirmed(id, now, moves);
  }

  private StockResult cancel(String orderId, Instant now) {
    List<StockMove> moves = new ArrayList<>();
    Map<String, Integer> held = heldByOrder.getOrDefault(orderId, new LinkedHashMap<>());
    held.forEach(
        (sku, quantity) -> {
          if (quantity > 0) {
            moves.add(move(sku, quantity, quantity));
          }
        });
    held.replaceAll((sku, quantity) -> 0);
    if (!moves.isEmpty()) {
      return new ReturnAccepted(ReturnAccepted.CANCELLATION, orderId, now, moves);
    }
    StockResult order = answers.get("order " + orderId);
    if (order == null) {
      return ReturnAccepted.ofNothing(orderId, now, ReturnAccepted.Reason.UNKNOWN_ORDER);
    }
    return ReturnAccepted.ofNothing(
        orderId,
        now,
        order instanceof DeductionRejected
            ? ReturnAccepted.Reason.ORDER_REJECTED
            : ReturnAccepted.Reason.NOTHING_LEFT);
  }

  private StockResult takeBack(StockReturned returned, Instant now) {
    String id = returned.returnId();
    String orderId = returned.order().orderId();
    StockResult order = answers.get("order " + orderId);
    if (order == null) {
      return new ReturnRejected(id, orderId, now, ReturnRejected.Reason.UNKNOWN_ORDER, List.of());
    }
    if (order instanceof DeductionRejected) {
      return new ReturnRejected(id, orderId, now, ReturnRejected.Reason.ORDER_REJECTED, List.of());
    }
    Map<String, Integer> held = heldByOrder.get(orderId);
    Map<String, Integer> wanted = sumBySku(returned.lines());
    List<Shortage> tooMuch = new ArrayList<>();
    wanted.forEach(
        (sku, quantity) -> {
          if (held.getOrDefault(sku, 0) < quantity) {
            tooMuch.add(new Shortage(sku, quantity, held.getOrDefault(sku, 0)));
          }
        });
    if (!tooMuch.isEmpty()) {
      return new ReturnRejected(id, orderId, now, ReturnRejected.Reason.EXCEEDS_DEDUCTED, tooMuch);
    }
    List<StockMove> moves = new ArrayList<>();
    wanted.forEach(
        (sku, quantity) -> {
          held.merge(sku, -quantity, Integer::sum);
          moves.add(move(sku, quantity, quantity));
        });
    return new ReturnAccepted(id, orderId, now, moves);
  }

  private StockResult adjust(StockAdjusted adjusted, Instant now) {
    String sku = adjusted.sku();
    boolean known = stock.containsKey(sku);
    long available = known ? stock.get(sku).available() : 0;
    long after = available + adjusted.delta();
    AdjustmentRejected.Reason reason = null;
    if (!known && adjusted.delta() < 0) {
      reason = AdjustmentRejected.Reason.UNKNOWN_SKU;
    } else if (known && adjusted.kind() == AdjustmentKind.INITIAL) {
      reason = AdjustmentRejected.Reason.ALREADY_STOCKED;
    } else if (after < 0) {
      reason = AdjustmentRejected.Reason.BELOW_ZERO;
    } else if (adjusted.delta() > 0 && after > Limits.MAX_AVAILABLE) {
      reason = AdjustmentRejected.Reason.ABOVE_LIMIT;
    }
    if (reason != null) {
      return new AdjustmentRejected(
          adjusted.adjustmentId(), now, reason, sku, adjusted.delta(), available);
    }
    return new AdjustmentAccepted(
        adjusted.adjustmentId(),
        now,
        adjusted.kind(),
        move(sku, adjusted.delta(), adjusted.delta()));
  }

  private StockMove move(String sku, int quantity, int delta) {
    StockLevel before = stock.getOrDefault(sku, new StockLevel(0, 0));
    StockLevel after = new StockLevel(before.available() + delta, before.sequence() + 1);
    stock.put(sku, after);
    return new StockMove(sku, quantity, after.available(), after.sequence());
  }

  private static Map<String, Integer> sumBySku(List<OrderLine> lines) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    lines.forEach(line -> sums.merge(line.sku(), line.quantity(), Integer::sum));
    return sums;
  }
}
