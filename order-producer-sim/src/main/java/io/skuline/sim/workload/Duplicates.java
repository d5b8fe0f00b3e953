package io.skuline.sim.workload;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockReturned;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends every message 1 to {@value #MAX_COPIES} times, and the messages of one order in any order,
 * so a cancellation may overtake all copies of its order. Some copies of an order have other lines.
 * Some of these wait in the queue of another SKU, so that it is unknown which copy comes first.
 */
record Duplicates(OrderGenerator generator) implements OrderScript {

  static final int MAX_COPIES = 5;

  @Override
  public List<OrderEvent> messages(int number, SplittableRandom random) {
    OrderCreated order = generator.order(number, random);
    List<OrderEvent> messages = new ArrayList<>(copies(order, random));
    int percent = random.nextInt(100);
    if (percent < 10) {
      messages.addAll(copies(new OrderCancelled(order.ref()), random));
    } else if (percent < 30) {
      OrderLine first = order.lines().get(0);
      messages.addAll(copies(new StockReturned("return-1", order.ref(), List.of(first)), random));
    } else if (percent < 40) {
      messages.addAll(copies(other(order, random), random));
    }
    shuffle(messages, random);
    return messages;
  }

  /** Returns the same order with other lines, the first of them in the same queue or not. */
  private OrderCreated other(OrderCreated order, SplittableRandom random) {
    List<OrderLine> lines = new ArrayList<>(generator.lines(random));
    if (random.nextBoolean()) {
      OrderLine first = order.lines().get(0);
      lines.set(0, new OrderLine(first.sku(), first.quantity() + 1));
    }
    return new OrderCreated(order.orderId(), order.createdAt(), lines);
  }

  private static List<OrderEvent> copies(OrderEvent event, SplittableRandom random) {
    return Collections.nCopies(random.nextInt(1, MAX_COPIES + 1), event);
  }

  private static void shuffle(List<OrderEvent> events, SplittableRandom random) {
    for (int last = events.size() - 1; last > 0; last--) {
      Collections.swap(events, last, random.nextInt(last + 1));
    }
  }
}
