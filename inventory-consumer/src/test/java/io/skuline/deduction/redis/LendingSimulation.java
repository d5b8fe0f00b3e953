package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.LentUnitsException;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.PartitionEpochs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.redisson.client.RedisException;

/**
 * A small sale of one SKU whose units are lent to buckets and fetched back all the time, call by
 * call as in {@link CartSimulation}: whoever decides, lends or fetches dies before or after any
 * call, messages come twice, and in some sales partitions are lost. Afterwards everything that was
 * told and journaled is compared with what Redis has, with all units fetched.
 */
final class LendingSimulation {

  private static final int MOST_DRIVERS = 5;
  private static final int MOST_STEPS = 6000;

  private final TestRedis redis;
  private final Random random;
  private final LendingSale sale;
  private final String run = Long.toHexString(System.nanoTime());
  private final String hot = run + "-hot";
  private final String cup = run + "-cup";

  /** As precise as events carry times, or no order would be created in the interval. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final Map<String, Long> initial = new LinkedHashMap<>();
  private final boolean followUps;
  private final boolean losses;
  private final List<List<OrderEvent>> untold = new ArrayList<>();
  private final List<List<OrderEvent>> told = new ArrayList<>();
  private final Map<SteppedDriver, Delivery> drivers = new LinkedHashMap<>();
  private long transfersLeft = 12;

  /** What a driver was given, and the epochs in which it decides. */
  private record Delivery(List<List<OrderEvent>> messages, PartitionEpochs epochs) {
    List<OrderEvent> events() {
      return messages.stream().flatMap(List::stream).toList();
    }
  }

  LendingSimulation(TestRedis redis, LendingSale.Mutant mutant, long seed) {
    this.redis = redis;
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.followUps = random.nextInt(3) == 0;
    this.losses = random.nextInt(3) == 0;
    initial.put(hot, 4L + random.nextInt(20));
    initial.put(cup, 1L + random.nextInt(6));
    this.sale = new LendingSale(redis, mutant, hot, now, initial);
  }

  /** Runs the sale; returns what was wrong with it. */
  List<String> run() {
    List<OrderEvent> stock = new ArrayList<>();
    initial.forEach(
        (sku, units) ->
            stock.add(
                new StockAdjusted(
                    "load-" + sku, now, sku, Math.toIntExact(units), AdjustmentKind.INITIAL)));
    sale.rounds().decide(redis.batch(stock));
    long units = initial.get(hot);
    for (int order = 0; units > -4; order++) {
      units -= 2;
      untold.add(messages(order));
    }
    for (int step = 0; !untold.isEmpty() || !drivers.isEmpty(); step++) {
      if (step == MOST_STEPS) {
        sale.violations.add("It does not end: " + untold);
        return sale.violations;
      }
      boolean calm = step > MOST_STEPS / 4;
      int what = random.nextInt(24);
      if (what == 0 && !calm) {
        sweep();
      } else if (what == 1 && losses && !calm && random.nextInt(3) == 0) {
        sale.lose(random.nextInt(redis.partitions().count()));
      } else if (what < 5 && transfersLeft > 0 && drivers.size() < MOST_DRIVERS) {
        transfersLeft--;
        move();
      } else if (what == 5 && drivers.size() < MOST_DRIVERS) {
        settle();
      } else if (drivers.isEmpty() || (what < 11 && drivers.size() < MOST_DRIVERS)) {
        deliver();
      } else {
        step(calm);
      }
    }
    try {
      sweep();
      fetchAll();
    } catch (RuntimeException e) {
      sale.violations.add("It cannot be brought home: " + e);
      return sale.violations;
    }
    new LendingBooks(redis, sale, hot, initial).check(!followUps && !losses);
    return sale.violations;
  }

  private List<OrderEvent> messages(int number) {
    OrderLine line = new OrderLine(hot, 1 + random.nextInt(3));
    List<OrderLine> lines =
        switch (random.nextInt(8)) {
          case 0 -> List.of(line, new OrderLine(cup, 1));
          case 1 -> List.of(new OrderLine(cup, 1), line);
          default -> List.of(line);
        };
    boolean plain = random.nextInt(6) == 0;
    OrderCreated order =
        new OrderCreated(run + "-o" + number, plain ? now.minusSeconds(60) : now, lines);
    if (!followUps) {
      return List.of(order);
    }
    return switch (random.nextInt(4)) {
      case 0 -> List.of(order, new OrderCancelled(order.ref()));
      case 1 -> List.of(order, new StockReturned("r", order.ref(), order.lines()));
      default -> List.of(order);
    };
  }

  /** Lends to all buckets, or fetches everything. */
  private void move() {
    PartitionEpochs epochs = redis.epochs();
    BucketTransfers transfers = sale.transfers();
    boolean lends = random.nextInt(3) > 0;
    long share = 1L + random.nextInt(4);
    drivers.put(
        new SteppedDriver(
            () -> {
              if (lends) {
                for (int bucket = 1; bucket < LendingSale.BUCKETS; bucket++) {
                  transfers.lend(epochs, hot, bucket, share);
                }
              } else {
                transfers.collapse(epochs, hot);
              }
              return List.of();
            }),
        new Delivery(List.of(), epochs));
  }

  /** Completes what was left half done, as every instance does once a second. */
  private void settle() {
    PartitionEpochs epochs = redis.epochs();
    BucketTransfers transfers = sale.transfers();
    drivers.put(
        new SteppedDriver(
            () -> {
              transfers
                  .records(epochs, hot)
                  .forEach((bucket, record) -> transfers.settle(epochs, hot, bucket, record));
              return List.of();
            }),
        new Delivery(List.of(), epochs));
  }

  private void deliver() {
    List<List<OrderEvent>> from =
        untold.isEmpty() || (random.nextInt(6) == 0 && !told.isEmpty()) ? told : untold;
    List<List<OrderEvent>> batch = new ArrayList<>();
    batch.add(from.get(random.nextInt(from.size())));
    while (random.nextInt(2) == 0 && batch.size() < 4) {
      List<OrderEvent> another = from.get(random.nextInt(from.size()));
      if (!batch.contains(another)) {
        batch.add(another);
      }
    }
    Delivery delivery = new Delivery(batch, redis.epochs());
    DecisionBatch asked = sale.batch(delivery.events());
    drivers.put(new SteppedDriver(() -> decide(asked)), delivery);
  }

  private List<String> decide(DecisionBatch batch) {
    while (true) {
      try {
        return sale.rounds().decide(batch);
      } catch (LentUnitsException e) {
        e.skus().forEach(sku -> sale.transfers().collapse(batch.epochs(), sku));
      }
    }
  }

  private void step(boolean calm) {
    List<SteppedDriver> all = List.copyOf(drivers.keySet());
    SteppedDriver driver = all.get(random.nextInt(all.size()));
    if (!driver.hasEnded()) {
      int fate = calm ? 9 : random.nextInt(20);
      driver.step(
          fate == 0
              ? SteppedDriver.Fate.DIES_BEFORE
              : fate == 1 ? SteppedDriver.Fate.DIES_AFTER : SteppedDriver.Fate.LIVES);
    }
    if (driver.hasEnded()) {
      Delivery delivery = drivers.remove(driver);
      if (driver.answers() != null) {
        tell(delivery, driver.answers());
      } else if (losses
          && driver.failure() instanceof PartitionFailedException e
          && DecideScript.says(e.failure(), DecideScript.TORN)) {
        sale.loseUnlessLost(e.partition(), delivery.epochs());
      } else if (driver.failure() != null && !mayFail(driver.failure())) {
        sale.violations.add(driver.failure().toString());
      }
    }
  }

  private boolean mayFail(Throwable failure) {
    return failure instanceof DeductionUnavailableException
        || (losses
            && failure instanceof RedisException e
            && DecideScript.says(e, DecideScript.WRONG_EPOCH));
  }

  /** Nothing is told of a batch that has touched a partition which was lost meanwhile. */
  private void tell(Delivery delivery, List<String> texts) {
    List<OrderEvent> events = delivery.events();
    List<StockResult> results = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      results.add(LendingSale.result(events.get(i), texts.get(i)));
    }
    if (events.isEmpty()
        || !sale.stands(delivery.epochs().only(sale.partitions.touched(events, results)))) {
      return;
    }
    for (int i = 0; i < events.size(); i++) {
      String before = sale.answers.putIfAbsent(events.get(i), texts.get(i));
      if (before != null && !before.equals(texts.get(i))) {
        sale.violations.add(
            "Two answers to %s: %s, %s".formatted(events.get(i), before, texts.get(i)));
      }
    }
    for (List<OrderEvent> messages : delivery.messages()) {
      if (untold.remove(messages)) {
        told.add(messages);
      }
    }
  }

  private void sweep() {
    new StaleReservations(
            sale.partitions,
            new AnswerBuckets(TestRedis.REMEMBER_FOR),
            new EpochGate(),
            asked -> redis.server().reservations(asked, Duration.ZERO),
            new SteppedRounds.Calls(redis, DecideScript.SCRIPT),
            Clock.systemUTC(),
            new SteppedRounds.QuickTime())
        .settle(redis.epochs());
  }

  /** What came back to a bucket that is closed is fetched with a loan of nothing. */
  private void fetchAll() {
    BucketTransfers transfers = sale.transfers();
    transfers.collapse(redis.epochs(), hot);
    for (int bucket = 1; bucket < LendingSale.BUCKETS; bucket++) {
      transfers.lend(redis.epochs(), hot, bucket, 0);
    }
    if (!transfers.collapse(redis.epochs(), hot).isEmpty()) {
      sale.violations.add("Not all units can be fetched");
    }
  }
}
