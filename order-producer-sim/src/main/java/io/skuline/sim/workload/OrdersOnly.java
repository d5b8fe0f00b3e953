package io.skuline.sim.workload;

import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Publishes orders without follow-ups. The demand says how scarce stock is. */
final class OrdersOnly extends GeneratedScenario {

  OrdersOnly(OrderGenerator generator) {
    super(generator);
  }

  @Override
  public Iterator<OutgoingMessage> messages() {
    SplittableRandom random = new SplittableRandom(generator.demand().seed());
    return IntStream.rangeClosed(1, generator.demand().orders())
        .<OutgoingMessage>mapToObj(i -> new OutgoingMessage.Good(generator.order(i, random)))
        .iterator();
  }
}
