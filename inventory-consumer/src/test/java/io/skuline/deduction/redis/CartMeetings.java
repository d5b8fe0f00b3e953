package io.skuline.deduction.redis;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Drivers of carts over four partitions that meet, or lose a partition, at the worst moment. Chance
 * takes thousands of sales to bring them together. Each method tells whether the carts were decided
 * rightly.
 */
final class CartMeetings {

  private final TestRedis redis;
  private final LuaScript script;
  private final String name = "m" + System.nanoTime();
  private int scene;

  CartMeetings(TestRedis redis, LuaScript script) {
    this.redis = redis;
    this.script = script;
  }

  /** The second driver of a cart finds the first one's reservation, which is about to end. */
  boolean aWaitingCart() {
    String tea = stocked("tea", 0);
    String milk = stocked("milk", 2);
    String cup = stocked("cup", 3);
    decide(order("first", milk));
    SteppedDriver other = driver(order("other", milk, tea));
    step(other); // has reserved tea
    OrderCreated cart = order("cart", tea, cup);
    SteppedDriver first = driver(cart);
    step(first); // has reserved the cup
    step(first); // has to wait for the tea
    step(other); // is rejected
    step(other); // gives up the tea
    SteppedDriver second = driver(cart);
    step(second); // finds the first one's reservation of the cup
    step(second); // is it confirmed?
    step(first); // gives up the cup
    return end(second) && second.answers().get(0).startsWith("C|");
  }

  /** A cart is confirmed, its other partition is lost, and what it had there is sold. */
  boolean aCancelledCart() {
    String tea = stocked("tea", 0);
    String cup = stocked("cup", 3);
    OrderCreated cart = order("cart", tea, cup);
    SteppedDriver first = driver(cart);
    step(first); // has reserved the cup
    step(first); // is confirmed
    first.step(SteppedDriver.Fate.DIES_BEFORE);
    redis.lose(3, Map.of(cup, new StockLevel(1, 1)));
    decide(order("sold", cup));
    SteppedDriver again = driver(cart, new OrderCancelled(cart.ref()));
    return !end(again) && torn(again) == 0 && redis.stock().get(cup).available() == 0;
  }

  /** A cart is confirmed and finished, its home is lost, and what it had there is sold. */
  boolean aCartWhoseHomeWasLost() {
    String tea = stocked("tea", 0);
    String cup = stocked("cup", 3);
    OrderCreated cart = order("cart", tea, cup);
    SteppedDriver first = driver(cart);
    step(first); // has reserved the cup
    step(first); // is confirmed
    first.step(SteppedDriver.Fate.DIES_AFTER); // has deducted the cup
    redis.lose(0, Map.of(tea, new StockLevel(1, 1)));
    decide(order("sold", tea));
    SteppedDriver again = driver(cart);
    boolean fenced = !end(again) && torn(again) == 3;
    redis.lose(3, Map.of(cup, new StockLevel(1, 1)));
    SteppedDriver last = driver(cart);
    return fenced
        && end(last)
        && last.answers().get(0).startsWith("R|")
        && redis.stock().get(cup).available() == 1;
  }

  /** Returns the partition that a driver has found torn; -1 if it has found none. */
  private static int torn(SteppedDriver driver) {
    return driver.failure() instanceof PartitionFailedException e
            && DecideScript.says(e.failure(), DecideScript.TORN)
        ? e.partition()
        : -1;
  }

  private static void step(SteppedDriver driver) {
    driver.step(SteppedDriver.Fate.LIVES);
  }

  /** Lets a driver go on to its end; tells whether it has answers. */
  private static boolean end(SteppedDriver driver) {
    while (!driver.hasEnded()) {
      step(driver);
    }
    return driver.answers() != null;
  }

  private SteppedDriver driver(OrderEvent... events) {
    DecisionBatch batch = redis.batch(List.of(events));
    return new SteppedDriver(() -> SteppedRounds.of(redis, script).decide(batch));
  }

  private void decide(OrderEvent event) {
    SteppedRounds.of(redis, script).decide(redis.batch(List.of(event)));
  }

  /** Stocks one unit of a SKU of its own. */
  private String stocked(String what, int partition) {
    String sku = redis.skuIn(name + scene++ + what, partition);
    decide(new StockAdjusted("load-" + sku, Instant.now(), sku, 1, AdjustmentKind.INITIAL));
    return sku;
  }

  private OrderCreated order(String id, String... skus) {
    return new OrderCreated(
        name + scene + id,
        Instant.now(),
        Stream.of(skus).map(sku -> new OrderLine(sku, 1)).toList());
  }
}
