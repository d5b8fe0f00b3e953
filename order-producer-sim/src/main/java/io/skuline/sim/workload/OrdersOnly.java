package io.skuline.sim.workload;

import io.skuline.event.StockAdjusted;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Publishes orders without follow-ups. The demand says how scarce stock is. */
final class OrdersOnly implements Scenario {

  private final OrderGenerator generator;

  OrdersOnly(OrderGenerator generator) {
    this.generator = generator;
  }

  @Override
  public List<StockAdjusted> opening() {
    return generator.opening();
  }

  @Override
  public long size() {
    return generator.demand().orders();
  }

  @Override
  public Iterator<OutgoingMessage> messages() {
    SplittableRandom random = new SplittableRandom(generator.demand().seed());
    return IntStream.rangeClosed(1, generator.demand().orders())
        .<OutgoingMessage>mapToObj(i -> new OutgoingMessage.Good(generator.order(i, random)))
        .iterator();
  }
}
