package io.skuline.sim.demand;

import io.skuline.event.StockAdjusted;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Buyers order, and nothing follows. How tight it gets is a matter of the demand. */
final class OrdersOnly implements Scenario {

  private final Shop shop;

  OrdersOnly(Shop shop) {
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
    return IntStream.rangeClosed(1, shop.demand().orders())
        .<Parcel>mapToObj(i -> new Parcel.Good(shop.order(i, random)))
        .iterator();
  }
}
