package io.skuline.sim.workload;

import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockReturned;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Orders whose buyers change their minds: cancellations, some before their order, and returns of a
 * part, of too much, or of something else. A return id may come again, also with other lines.
 */
record Returns(OrderGenerator generator) implements OrderScript {

  private static final int MAX_FOLLOW_UPS = 4;
  private static final double ORDER_COMES_LATE = 0.2;

  @Override
  public List<OrderEvent> messages(int number, SplittableRandom random) {
    OrderCreated order = generator.order(number, random);
    int count = random.nextInt(MAX_FOLLOW_UPS + 1);
    List<OrderEvent> messages = new ArrayList<>(count + 1);
    int returns = 0;
    for (int i = 0; i < count; i++) {
      int percent = random.nextInt(100);
      if (percent < 20) {
        messages.add(new OrderCancelled(order.ref()));
      } else {
        boolean again = percent < 35 && returns > 0;
        String id = "return-" + (again ? random.nextInt(returns) + 1 : ++returns);
        messages.add(new StockReturned(id, order.ref(), back(order, percent, random)));
      }
    }
    boolean late = count > 0 && random.nextDouble() < ORDER_COMES_LATE;
    messages.add(late ? random.nextInt(1, count + 1) : 0, order);
    return messages;
  }

  private List<OrderLine> back(OrderCreated order, int percent, SplittableRandom random) {
    if (percent >= 97) {
      return generator.lines(random);
    }
    boolean tooMuch = percent >= 85;
    List<OrderLine> back = new ArrayList<>();
    for (OrderLine line : order.lines()) {
      if (back.isEmpty() || random.nextBoolean()) {
        int most = line.quantity();
        int quantity = tooMuch ? most + random.nextInt(1, 4) : random.nextInt(1, most + 1);
        back.add(new OrderLine(line.sku(), quantity));
      }
    }
    return back;
  }
}
