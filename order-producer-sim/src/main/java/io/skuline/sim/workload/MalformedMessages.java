package io.skuline.sim.workload;

import io.skuline.event.OrderCreated;
import io.skuline.event.SpreadGroups;
import io.skuline.wire.EventCodec;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Publishes valid orders, and among them, in the same queues, bodies that are no event. Every
 * {@link Corruption} comes in turn.
 */
final class MalformedMessages extends GeneratedScenario {

  private static final double SHARE = 0.2;

  private final EventCodec codec = new EventCodec();

  MalformedMessages(OrderGenerator generator) {
    super(generator);
  }

  @Override
  public Iterator<OutgoingMessage> messages() {
    SplittableRandom random = new SplittableRandom(generator.demand().seed());
    Iterator<Corruption> flaws =
        Stream.generate(() -> Corruption.values()).flatMap(Stream::of).iterator();
    return IntStream.rangeClosed(1, generator.demand().orders())
        .boxed()
        .flatMap(
            i -> {
              OrderCreated order = generator.order(i, random);
              // The first order has one, so that every run has at least one.
              return i == 1 || random.nextDouble() < SHARE
                  ? Stream.of(broken(i, order, flaws.next()), new OutgoingMessage.Good(order))
                  : Stream.of(new OutgoingMessage.Good(order));
            })
        .iterator();
  }

  private OutgoingMessage broken(int number, OrderCreated order, Corruption flaw) {
    String key = generator.id("poison", number);
    OrderCreated like = new OrderCreated(key, order.createdAt(), order.lines());
    String group = SpreadGroups.plain(order.messageGroup());
    return new OutgoingMessage.Broken(key, group, flaw.spoil(codec.encode(like)));
  }
}
