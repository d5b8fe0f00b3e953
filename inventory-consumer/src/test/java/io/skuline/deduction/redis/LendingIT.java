package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.LentUnitsException;
import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import io.skuline.event.SpreadGroups;
import io.skuline.event.StockAdjusted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.client.RedisException;

/**
 * Units that are lent to buckets in sixteen partitions, while drivers die at every step; see {@link
 * LendingSimulation}. {@code -Dskuline.histories=N} runs so many sales instead of those of some
 * seconds.
 */
class LendingIT {

  private static final Duration BUDGET = Duration.ofSeconds(5);
  private static final int MOST_SALES = 1000;

  private static TestRedis redis;

  @BeforeAll
  static void open() {
    redis = TestRedis.open(16);
    redis.engine(keys -> List.of(), Instant.EPOCH, new SettableClock(Instant.now()));
  }

  @AfterAll
  static void close() {
    redis.close();
  }

  @Test
  void noUnitIsLostOrMadeUpAndNobodyIsRejectedWhileOneIsAnywhere() {
    Integer count = Integer.getInteger("skuline.histories");
    long first = Long.getLong("skuline.seed", System.nanoTime());
    long start = System.nanoTime();
    long seed = first;
    while (count == null ? System.nanoTime() - start < BUDGET.toNanos() : seed - first < count) {
      assertThat(new LendingSimulation(redis, LendingSale.Mutant.NONE, seed).run())
          .as("-Dskuline.seed=%d", seed)
          .isEmpty();
      seed++;
    }
    System.out.printf(Locale.ROOT, "LendingIT: %,d sales, seed %d%n", seed - first, first);
  }

  /** A mistake in what decides or moves. */
  private enum Mistake {
    AN_EMPTY_BUCKET_REJECTS(
        true,
        "    return 'E'\n",
        "    return remember(bucket, id, 'R|' .. now .. '|O|' .. shortage(match(name, '^[^~]+'), quantity, 0))\n"),
    THE_BASE_REJECTS_WHILE_UNITS_ARE_LENT(true, "return s.lent and 'L' or", "return"),
    WHAT_COMES_IN_CAN_BE_SOLD_AT_ONCE(
        false, "  reserved = reserved + units\nelseif step == 'close'", "elseif step == 'close'"),
    THE_BASE_LENDS_TWICE(false, "elseif state and state ~= 'D' then", "elseif false then"),
    A_STEP_IS_DONE_TWICE(false, "  if of_loan == loan and not (", "  if false and not ("),
    THE_BASE_FORGETS_A_LOAN_TOO_EARLY(
        false, "  if step == 'home' then\n", "  if step == 'home' or step == 'lent' then\n");

    private final boolean decides;
    private final String correct;
    private final String mistaken;

    Mistake(boolean decides, String correct, String mistaken) {
      this.decides = decides;
      this.correct = correct;
      this.mistaken = mistaken;
    }

    LendingSale.Mutant mutant() throws NoSuchAlgorithmException {
      String text = (decides ? DecideScript.SCRIPT : LendScript.SCRIPT).text();
      assertThat(text).containsOnlyOnce(correct);
      String wrong = text.replace(correct, mistaken);
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(wrong.getBytes(StandardCharsets.UTF_8));
      LuaScript script = new LuaScript(wrong, HexFormat.of().formatHex(digest));
      redis.load(script);
      return new LendingSale.Mutant(
          decides ? script : DecideScript.SCRIPT, decides ? LendScript.SCRIPT : script, true, true);
    }
  }

  /** A test of the test: some sale finds each mistake. */
  @ParameterizedTest
  @EnumSource
  void everyMistakeIsFound(Mistake mistake) throws Exception {
    requireFound(mistake.name(), mistake.mutant());
  }

  @Test
  void thatNothingIsJournaledIsFound() {
    requireFound(
        "nothing journaled",
        new LendingSale.Mutant(DecideScript.SCRIPT, LendScript.SCRIPT, false, true));
  }

  @Test
  void whatTheBaseHasSoldIsNotSoldByABucketAfterALoss() {
    assertThat(soldOnceAfterALoss(true)).isTrue();
    assertThat(soldOnceAfterALoss(false)).as("a test of the test").isFalse();
  }

  /** The base has deducted an order, and before that is told, its home is lost. */
  private static boolean soldOnceAfterALoss(boolean asksBase) {
    String hot = "loss-" + System.nanoTime();
    LendingSale sale =
        new LendingSale(
            redis,
            new LendingSale.Mutant(DecideScript.SCRIPT, LendScript.SCRIPT, true, asksBase),
            hot,
            Instant.EPOCH,
            Map.of(hot, 10L));
    stock(sale, hot);
    OrderCreated order = order(hot, 1);
    String bucket = sale.partitions.home(order);
    DecisionBatch batch = sale.batch(List.of(order));
    SteppedDriver dead = new SteppedDriver(() -> sale.rounds().decide(batch));
    dead.step(SteppedDriver.Fate.LIVES); // the bucket is empty
    dead.step(SteppedDriver.Fate.LIVES); // reserved
    dead.step(SteppedDriver.Fate.LIVES); // confirmed
    dead.step(SteppedDriver.Fate.DIES_AFTER); // deducted
    sale.lose(sale.partitions.of(bucket));
    assertThat(sale.transfers().lend(redis.epochs(), hot, bucket, 5)).isTrue();

    String answer = sale.rounds().decide(sale.batch(List.of(order))).get(0);

    assertThat(answer).startsWith("C|");
    sale.transfers().collapse(redis.epochs(), hot);
    return redis.stock().get(hot).available() == 9;
  }

  @Test
  void aBucketInQuarantineKeepsItsUnitsAndNobodyIsTurnedAway() {
    String hot = "held-" + System.nanoTime();
    LendingSale sale =
        new LendingSale(
            redis, LendingSale.Mutant.NONE, hot, Instant.now().minusSeconds(60), Map.of(hot, 10L));
    stock(sale, hot);
    OrderCreated order = order(hot, 7);
    String bucket = sale.partitions.home(order);
    assertThat(sale.transfers().lend(redis.epochs(), hot, bucket, 5)).isTrue();
    redis.server().quarantine(redis.epochs(), List.of(bucket));

    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> sale.rounds().decide(sale.batch(List.of(order))))
        .withMessageContaining("SKULINE_QUARANTINED " + bucket);
    OrderCreated plain =
        new OrderCreated("plain-" + hot, Instant.now().minusSeconds(120), order.lines());
    assertThatExceptionOfType(LentUnitsException.class)
        .isThrownBy(() -> sale.rounds().decide(redis.batch(List.of(plain))))
        .satisfies(e -> assertThat(e.skus()).containsExactly(hot));
    assertThat(sale.transfers().collapse(redis.epochs(), hot)).containsExactly(bucket);

    redis.server().endQuarantine(redis.epochs().of(bucket), bucket);
    assertThat(sale.transfers().collapse(redis.epochs(), hot)).isEmpty();
    assertThat(sale.rounds().decide(sale.batch(List.of(order))).get(0)).startsWith("C|");
    assertThat(redis.stock().get(hot).available()).isEqualTo(3);
  }

  /** Otherwise its units would be lent again. */
  @Test
  void aBucketWhoseStockWasDeletedIsNoticed() {
    String hot = "gone-" + System.nanoTime();
    LendingSale sale =
        new LendingSale(redis, LendingSale.Mutant.NONE, hot, Instant.EPOCH, Map.of(hot, 10L));
    stock(sale, hot);
    String bucket = SkuBuckets.id(hot, 1);
    assertThat(sale.transfers().lend(redis.epochs(), hot, bucket, 5)).isTrue();
    redis.delete(bucket);

    assertThatExceptionOfType(RedisException.class)
        .isThrownBy(() -> sale.transfers().collapse(redis.epochs(), hot))
        .withMessageContaining("SKULINE_CHANGED " + bucket);
  }

  private static void stock(LendingSale sale, String sku) {
    List<String> unused =
        sale.rounds()
            .decide(
                redis.batch(
                    List.of(
                        new StockAdjusted(
                            "load-" + sku, Instant.now(), sku, 10, AdjustmentKind.INITIAL))));
  }

  /** Returns an order whose home is a bucket. */
  private static OrderCreated order(String sku, int units) {
    String id =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> sku + "-o" + i)
            .filter(any -> SpreadGroups.number(any) % LendingSale.BUCKETS > 0)
            .findFirst()
            .orElseThrow();
    return new OrderCreated(id, Instant.now(), List.of(new OrderLine(sku, units)));
  }

  private static void requireFound(String name, LendingSale.Mutant mutant) {
    for (long seed = 0; seed < MOST_SALES; seed++) {
      if (!new LendingSimulation(redis, mutant, seed).run().isEmpty()) {
        System.out.printf(Locale.ROOT, "%s: found by sale %d%n", name, seed);
        return;
      }
    }
    throw new AssertionError("Not found in %d sales: %s".formatted(MOST_SALES, name));
  }
}
