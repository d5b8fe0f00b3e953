package io.skuline.sim.demand;

import io.skuline.event.OrderCreated;
import io.skuline.event.StockAdjusted;
import io.skuline.wire.EventCodec;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Good orders, and among them, in the same queues, bodies that are no event. Every {@link Flaw}
 * comes in turn.
 */
final class Poison implements Scenario {

  private static final double SHARE = 0.2;

  private final Shop shop;
  private final EventCodec codec = new EventCodec();

  Poison(Shop shop) {
    this.shop = shop;
  }

  @Override
  public List<StockAdjusted> opening() {
    return shop.opening();
  }

  @Override
  public long size() {
    return shop.demand().orders();
  }

  @Override
  public Iterator<Parcel> parcels() {
    SplittableRandom random = new SplittableRandom(shop.demand().seed());
    Iterator<Flaw> flaws = Stream.generate(() -> Flaw.values()).flatMap(Stream::of).iterator();
    return IntStream.rangeClosed(1, shop.demand().orders())
        .boxed()
        .flatMap(
            i -> {
              OrderCreated order = shop.order(i, random);
              // The first order has one, so that no run is without.
              return i == 1 || random.nextDouble() < SHARE
                  ? Stream.of(broken(i, order, flaws.next()), new Parcel.Good(order))
                  : Stream.of(new Parcel.Good(order));
            })
        .iterator();
  }

  private Parcel broken(int number, OrderCreated order, Flaw flaw) {
    String key = shop.id("poison", number);
    OrderCreated like = new OrderCreated(key, order.createdAt(), order.lines());
    return new Parcel.Broken(key, order.messageGroup(), flaw.spoil(codec.encode(like)));
  }
}
