package io.skuline.deduction.redis;

import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionEngineContract;
import io.skuline.deduction.History;
import io.skuline.deduction.SettableClock;
import io.skuline.event.FollowUp;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.OrderRef;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The engine contract over several partitions, for batches of one event: in larger ones, carts may
 * overtake events of other queues on the SKUs that are not their first. An order is found by its
 * first SKU, and an adjustment by its SKU, so an id always comes with the same one.
 */
abstract class PartitionedContract extends DeductionEngineContract {

  private static final List<String> SKUS = List.of("A", "B", "C");

  static TestRedis redis;

  @AfterContainer
  static void close() {
    redis.close();
  }

  @Override
  protected Map<String, StockLevel> stock() {
    if (!redis.reserved().isEmpty()) {
      throw new AssertionError("Still reserved: " + redis.reserved());
    }
    return redis.stock();
  }

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    DeductionEngine engine = redis.engine(keys -> List.of(), Instant.EPOCH, clock);
    return events -> {
      if (events.stream().allMatch(StockAdjusted.class::isInstance)) {
        return engine.decide(events); // each has one SKU only
      }
      List<StockResult> results = new ArrayList<>();
      for (OrderEvent event : events) {
        results.addAll(engine.decide(List.of(event)).results());
      }
      return new Decisions(1, results);
    };
  }

  @Override
  protected History suited(History history) {
    return new History(
        history.opening().stream().map(PartitionedContract::suited).toList(),
        history.events().stream().map(PartitionedContract::suited).toList(),
        history.batchSizes(),
        history.shuffleSeed());
  }

  private static OrderEvent suited(OrderEvent event) {
    if (event instanceof OrderCreated order) {
      List<OrderLine> lines = new ArrayList<>(order.lines());
      String first = lines.get(0).sku();
      if (first.startsWith("sku-")) {
        return event;
      }
      if (SKUS.contains(first)) {
        lines.set(0, new OrderLine(skuOf(order.orderId()), lines.get(0).quantity()));
      } else {
        lines.add(0, new OrderLine(skuOf(order.orderId()), 1));
      }
      return new OrderCreated(
          order.orderId(), order.createdAt(), lines.subList(0, Math.min(100, lines.size())));
    } else if (event instanceof OrderCancelled cancelled) {
      return new OrderCancelled(ref(cancelled));
    } else if (event instanceof StockReturned returned) {
      return new StockReturned(returned.returnId(), ref(returned), returned.lines());
    }
    StockAdjusted adjusted = (StockAdjusted) event;
    return !adjusted.adjustmentId().contains("-")
        ? new StockAdjusted(
            adjusted.adjustmentId(),
            adjusted.createdAt(),
            skuOf(adjusted.adjustmentId()),
            adjusted.delta(),
            adjusted.kind())
        : adjusted;
  }

  private static OrderRef ref(FollowUp event) {
    OrderRef ref = event.order();
    return new OrderRef(ref.orderId(), ref.createdAt(), skuOf(ref.orderId()));
  }

  private static String skuOf(String id) {
    return SKUS.get(Math.floorMod(id.hashCode(), SKUS.size()));
  }
}
