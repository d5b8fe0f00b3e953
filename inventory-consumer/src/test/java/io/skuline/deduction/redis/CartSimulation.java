package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.PartitionEpochs;
import io.skuline.wire.CompactResultCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.redisson.client.RedisException;

/**
 * A small sale of scarce stock over several partitions. Drivers decide it call by call, in an order
 * that a seed chooses: they die before or after any call, the same messages are with two of them at
 * once or come again, and reservations are settled as stale at any time. In some sales partitions
 * are lost, and built anew from what was told. Afterwards everything that was told is compared with
 * what Redis has.
 */
final class CartSimulation {

  private static final int MOST_SKUS = 5;
  private static final int MOST_DRIVERS = 5;
  private static final int MOST_STEPS = 4000;

  private final TestRedis redis;
  private final LuaScript script;
  private final Instant now = Instant.now();
  private final Random random;
  private final String run;
  private final boolean followUps;
  private final AnswerBuckets buckets = new AnswerBuckets(TestRedis.REMEMBER_FOR);
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Long> initial = new LinkedHashMap<>();

  /** Messages that are delivered together and in this order. */
  private final List<List<OrderEvent>> untold = new ArrayList<>();

  private final List<List<OrderEvent>> told = new ArrayList<>();
  private final Map<OrderEvent, String> answers = new LinkedHashMap<>();
  private final Map<SteppedDriver, Delivery> drivers = new LinkedHashMap<>();
  private final LostPartitions lost;
  private final boolean losses;
  private final int skus;

  /** What a driver was given, and the epochs in which it decides. */
  private record Delivery(List<List<OrderEvent>> messages, PartitionEpochs epochs) {

    List<OrderEvent> events() {
      return messages.stream().flatMap(List::stream).toList();
    }
  }

  CartSimulation(TestRedis redis, LuaScript script, long seed) {
    this.redis = redis;
    this.script = script;
    // The first numbers of neighbouring seeds are alike.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.run = Long.toHexString(System.nanoTime());
    this.followUps = random.nextBoolean();
    this.losses = random.nextInt(3) == 0;
    this.skus = random.nextBoolean() ? MOST_SKUS - 1 : MOST_SKUS;
    this.lost = new LostPartitions(redis, initial, answers);
  }

  /** Runs the sale; returns what was wrong with it. */
  List<String> run() {
    int orders = 2 + random.nextInt(6);
    SteppedRounds.of(redis, script).decide(redis.batch(stock()));
    for (int order = 0; order < orders; order++) {
      untold.add(messages(order));
    }
    for (int step = 0; !untold.isEmpty() || !drivers.isEmpty(); step++) {
      if (step == MOST_STEPS) {
        violations.add("It does not end: " + untold);
        return violations;
      }
      boolean calm = step > MOST_STEPS / 4;
      int what = random.nextInt(12);
      if (what == 0 && !calm) {
        sweep(
            losses && random.nextBoolean()
                ? lost.allBut(random.nextInt(redis.partitions().count()))
                : redis.epochs());
      } else if (what == 1 && losses && !calm && random.nextInt(4) == 0) {
        lost.lose(random.nextInt(redis.partitions().count()));
      } else if (drivers.isEmpty() || (what < 5 && drivers.size() < MOST_DRIVERS)) {
        deliver();
      } else {
        step(calm);
      }
    }
    sweep(redis.epochs());
    check();
    return violations;
  }

  private List<OrderEvent> stock() {
    return IntStream.range(0, skus)
        .<OrderEvent>mapToObj(
            i -> {
              int units = 1 + random.nextInt(skus - 1);
              initial.put(sku(i), (long) units);
              return new StockAdjusted(
                  "load-" + sku(i), now, sku(i), units, AdjustmentKind.INITIAL);
            })
        .toList();
  }

  private String sku(int number) {
    return run + "-" + number;
  }

  private List<OrderEvent> messages(int number) {
    Map<String, Integer> lines = new LinkedHashMap<>();
    lines.put(sku(random.nextInt(2)), 1 + random.nextInt(2));
    for (int i = random.nextInt(4); i > 0; i--) {
      lines.merge(sku(random.nextInt(skus)), 1 + random.nextInt(2), Integer::sum);
    }
    OrderCreated order =
        new OrderCreated(
            run + "-o" + number,
            now,
            lines.entrySet().stream()
                .map(line -> new OrderLine(line.getKey(), line.getValue()))
                .toList());
    if (!followUps) {
      return List.of(order);
    }
    return switch (random.nextInt(4)) {
      case 0 -> List.of(order, new OrderCancelled(order.ref()));
      case 1 -> List.of(order, new StockReturned("r", order.ref(), order.lines()));
      default -> List.of(order);
    };
  }

  /** Delivers some messages, which may be with another driver already or have been answered. */
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
    DecisionBatch asked = lost.batch(delivery.events(), random.nextInt(4) == 0);
    drivers.put(new SteppedDriver(() -> SteppedRounds.of(redis, script).decide(asked)), delivery);
  }

  private void step(boolean calm) {
    List<SteppedDriver> all = List.copyOf(drivers.keySet());
    SteppedDriver driver = all.get(random.nextInt(all.size()));
    if (!driver.hasEnded()) {
      int fate = calm ? 9 : random.nextInt(16);
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
        lost.loseUnlessLost(e.partition(), delivery.epochs());
      } else if (driver.failure() != null && !mayFail(driver.failure())) {
        violations.add(driver.failure().toString());
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
      OrderEvent event = events.get(i);
      results.add(
          CompactResultCodec.decode(
              event.key(), CompactResultCodec.operationId(event), texts.get(i)));
    }
    PartitionEpochs touched = delivery.epochs().only(redis.partitions().touched(events, results));
    if (!redis.epochs().byPartition().entrySet().containsAll(touched.byPartition().entrySet())) {
      return;
    }
    for (int i = 0; i < events.size(); i++) {
      String before = answers.putIfAbsent(events.get(i), texts.get(i));
      if (before != null && !before.equals(texts.get(i))) {
        violations.add("Two answers to %s: %s, %s".formatted(events.get(i), before, texts.get(i)));
      }
    }
    delivery
        .messages()
        .forEach(
            messages -> {
              if (untold.remove(messages)) {
                told.add(messages);
              }
            });
  }

  private StockResult result(OrderEvent event) {
    return CompactResultCodec.decode(
        event.key(), CompactResultCodec.operationId(event), answers.get(event));
  }

  /** Settles every open reservation as if it were stale. */
  private void sweep(PartitionEpochs epochs) {
    new StaleReservations(
            redis.partitions(),
            buckets,
            new EpochGate(),
            asked -> redis.server().reservations(asked, Duration.ZERO),
            new SteppedRounds.Calls(redis, script),
            Clock.systemUTC(),
            new SteppedRounds.QuickTime())
        .settle(epochs);
  }

  private void check() {
    Map<String, Long> expected = new HashMap<>(initial);
    Map<String, Integer> moves = new HashMap<>();
    Set<String> numbers = new HashSet<>();
    List<DeductionRejected> rejected = new ArrayList<>();
    answers.forEach(
        (event, text) -> {
          StockResult result = result(event);
          for (StockMove move : result.moves()) {
            long units = event instanceof OrderCreated ? -move.quantity() : move.quantity();
            expected.merge(move.sku(), units, Long::sum);
            moves.merge(move.sku(), 1, Integer::sum);
            if (!numbers.add(move.sku() + " " + move.sequence())) {
              violations.add("A number was given twice: " + move);
            }
          }
          if (result instanceof DeductionRejected no) {
            rejected.add(no);
          } else if (event instanceof OrderCreated order
              && result.moves().size() != order.lines().size()) {
            violations.add("Not whole: " + order + ", " + text);
          }
        });
    Map<String, HeldStock> held = redis.server().look(redis.epochs(), initial.keySet());
    expected.forEach(
        (sku, units) -> {
          HeldStock is = held.get(sku);
          String number =
              lost.any() ? is.sequence() : Integer.toString(1 + moves.getOrDefault(sku, 0));
          if (!is.equals(new HeldStock(Long.toString(units), is.reserved(), number, false))) {
            violations.add("%s has %s, was told %d, number %s".formatted(sku, is, units, number));
          }
          if (!Set.of("", "0").contains(is.reserved()) || units < 0) {
            violations.add("%s: %s".formatted(sku, is));
          }
        });
    if (!followUps && !lost.any()) {
      for (DeductionRejected no : rejected) {
        boolean right =
            no.shortages().stream()
                .allMatch(shortage -> expected.get(shortage.sku()) < shortage.requested());
        if (!right) {
          violations.add("Rejected although there is enough: " + no);
        }
      }
    }
  }
}
