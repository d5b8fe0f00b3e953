package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what remembering an order costs in Redis, with {@code -Dskuline.remembered-orders=N}
 * orders an hour. Orders of one hour fill an hour's share of the hashes, as dense as they are when
 * the first generation ends.
 */
class RememberedOrdersIT extends TestRedisFixture {

  private static final Logger log = LoggerFactory.getLogger(RememberedOrdersIT.class);

  /** The number of orders of an hour. */
  private static final int ALL_ORDERS = Integer.getInteger("skuline.remembered-orders", 50_000);

  /**
   * Unless the measurement is to be exact, it fills a fifth of the hashes, each as full as with all
   * orders.
   */
  private static final int PART = System.getProperty("skuline.remembered-orders") == null ? 5 : 1;

  private static final int ORDERS = ALL_ORDERS / PART;
  private static final int BATCH = DeductionEngine.MAX_EVENTS;
  private static final int SKUS = 1000;

  /** The limit is half as much again as was measured, so that a change for the worse is noticed. */
  private static final int MOST_BYTES_OF_ONE_LINE = 120;

  private static final int MOST_BYTES_OF_THREE_LINES = 180;

  @Test
  void aConfirmedOrderOfOneLine() {
    assertThat(bytesPerOrder("confirmed, 1 line", 1, 1_000_000))
        .isBetween(10, MOST_BYTES_OF_ONE_LINE);
  }

  @Test
  void aConfirmedCartOfThreeLines() {
    assertThat(bytesPerOrder("confirmed, 3 lines", 3, 1_000_000))
        .isBetween(10, MOST_BYTES_OF_THREE_LINES);
  }

  @Test
  void aRejectedOrder() {
    assertThat(bytesPerOrder("rejected, 1 line", 1, 1)).isBetween(10, MOST_BYTES_OF_ONE_LINE);
  }

  private static int bytesPerOrder(String what, int lines, int stock) {
    // Redis counts expiry by its own clock, so the orders have the present time.
    Instant now = Instant.now();
    RedisDeductionEngine engine =
        redis.engine(keys -> List.of(), Instant.EPOCH, new SettableClock(now));
    decide(engine, stock(now, stock));
    long before = redis.rememberedBytes();
    Random random = new Random(11);
    List<OrderEvent> batch = new ArrayList<>();
    Iterator<String> ids = idsOfOneHour();
    for (int i = 0; i < ORDERS; i++) {
      batch.add(order(now, ids.next(), lines, random));
      if (batch.size() == BATCH || i == ORDERS - 1) {
        engine.decide(batch);
        batch.clear();
      }
    }
    assertThat(redis.memoryKeysWithoutExpiry()).isZero();
    int bytes = (int) ((redis.rememberedBytes() - before) / ORDERS);
    log.warn(
        "{}: {} bytes per remembered order, {} orders an hour, Redis {}",
        what,
        bytes,
        ALL_ORDERS,
        redis.version());
    return bytes;
  }

  private static void decide(RedisDeductionEngine engine, List<OrderEvent> events) {
    for (int from = 0; from < events.size(); from += BATCH) {
      engine.decide(events.subList(from, Math.min(from + BATCH, events.size())));
    }
  }

  private static Iterator<String> idsOfOneHour() {
    AnswerBuckets buckets = new AnswerBuckets(TestRedis.REMEMBER_FOR);
    long share = AnswerBuckets.HASHES / AnswerBuckets.GENERATION.toHours() / PART;
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "order-" + (10_000_000 + i))
        .filter(id -> Long.parseLong(buckets.bucket(id)) < share)
        .iterator();
  }

  private static OrderCreated order(Instant now, String id, int lines, Random random) {
    List<OrderLine> list = new ArrayList<>();
    for (int line = 0; line < lines; line++) {
      // No two lines of a cart have one SKU.
      int sku = random.nextInt(SKUS / lines) * lines + line;
      list.add(new OrderLine("sku-" + sku, 1));
    }
    return new OrderCreated(id, now, list);
  }

  private static List<OrderEvent> stock(Instant now, int units) {
    List<OrderEvent> events = new ArrayList<>();
    for (int i = 0; i < SKUS; i++) {
      events.add(new StockAdjusted("load-" + i, now, "sku-" + i, units, AdjustmentKind.INITIAL));
    }
    return events;
  }
}
