package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Carts over four partitions, whose drivers die and meet at every step; see {@link CartSimulation}.
 * {@code -Dskuline.histories=N} runs so many sales instead of those of some seconds.
 */
class InterruptedCartsIT {

  private static final Duration BUDGET = Duration.ofSeconds(5);
  private static final int MOST_SALES = 3000;

  private static TestRedis redis;

  @BeforeAll
  static void open() {
    redis = TestRedis.open(4);
    redis.engine(keys -> List.of(), Instant.EPOCH, new SettableClock(Instant.now()));
  }

  private static List<String> decide(List<OrderEvent> events) {
    return SteppedRounds.of(redis, DecideScript.SCRIPT).decide(redis.batch(events));
  }

  private static String sku(String name, int partition) {
    return redis.skuIn(name, partition);
  }

  private static StockAdjusted stock(String sku, int units) {
    return new StockAdjusted("load-" + sku, Instant.now(), sku, units, AdjustmentKind.INITIAL);
  }

  private static OrderCreated order(String id, String... skus) {
    return new OrderCreated(
        id, Instant.now(), Stream.of(skus).map(sku -> new OrderLine(sku, 1)).toList());
  }

  @AfterAll
  static void close() {
    redis.close();
  }

  @Test
  void everyCartIsWholeAndHasOneAnswer() {
    Integer count = Integer.getInteger("skuline.histories");
    long first = Long.getLong("skuline.seed", System.nanoTime());
    long start = System.nanoTime();
    long seed = first;
    while (count == null ? System.nanoTime() - start < BUDGET.toNanos() : seed - first < count) {
      assertThat(new CartSimulation(redis, DecideScript.SCRIPT, seed).run())
          .as("-Dskuline.seed=%d", seed)
          .isEmpty();
      seed++;
    }
    System.out.printf(Locale.ROOT, "InterruptedCartsIT: %,d sales, seed %d%n", seed - first, first);
  }

  /** The driver that has reserved the last cup is dead, and nobody settles that here. */
  @Test
  void whatComesBehindAWaitingCartWaitsAndOtherQueuesGoOn() {
    String tea = sku("tea", 0);
    String milk = sku("milk", 0);
    String cup = sku("cup", 3);
    decide(List.of(stock(tea, 5), stock(milk, 5), stock(cup, 1)));
    SteppedDriver dead = new SteppedDriver(() -> decide(List.of(order("dead", tea, cup))));
    dead.step(SteppedDriver.Fate.LIVES);
    dead.step(SteppedDriver.Fate.DIES_BEFORE);
    assertThat(redis.reserved()).containsEntry(cup, 1);

    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(
            () ->
                decide(
                    List.of(order("first", tea, cup), order("second", tea), order("other", milk))))
        .withMessageContaining("2 events wait");
    assertThat(redis.stock().get(tea).available()).isEqualTo(5);
    assertThat(redis.stock().get(milk).available()).isEqualTo(4);
  }

  /** Each reserves, in the first round, what the other one's home is to deduct in the second. */
  @Test
  void cartsOfOneBatchThatStandInEachOthersWayAreDecidedOneAfterTheOther() {
    String tea = sku("green-tea", 0);
    String cup = sku("green-cup", 3);
    decide(List.of(stock(tea, 1), stock(cup, 1)));

    List<String> answers =
        decide(List.of(order("tea-first", tea, cup), order("cup-first", cup, tea)));

    assertThat(answers.get(0)).startsWith("C|");
    assertThat(answers.get(1)).startsWith("R|").contains("|O|");
    assertThat(redis.reserved()).doesNotContainKeys(tea, cup);
  }

  @Test
  void driversThatMeetAtTheWorstMomentAreRight() {
    CartMeetings meetings = new CartMeetings(redis, DecideScript.SCRIPT);
    assertThat(meetings.aWaitingCart()).isTrue();
    assertThat(meetings.aCancelledCart()).isTrue();
    assertThat(meetings.aCartWhoseHomeWasLost()).isTrue();
  }

  /** A mistake in the script. */
  private enum Mistake {
    RESERVED_COUNTS_AS_GONE(
        "    return 'W'\n  end\nend",
        "    return 'S' .. int(s.available - s.reserved)\n  end\nend"),
    RESERVED_COUNTS_AS_FREE("s.available - s.reserved <", "s.available <"),
    AN_ENDED_ATTEMPT_MAY_CONFIRM(
        "must_wait = must_wait or ended(", "must_wait = must_wait and ended("),
    THE_END_OF_AN_ATTEMPT_IS_NOT_NOTED("end_attempts(bucket, id, known[id .. '~'], token)", ""),
    A_WAITING_CART_DOES_NOT_END_ITS_ATTEMPT(
        "    if tokens ~= '' then", "    if false then", CartMeetings::aWaitingCart),
    ANYBODY_RELEASES_A_RESERVATION("(token == '' or ", "(true or "),
    WHAT_IS_DEDUCTED_IS_RESERVED_AGAIN(
        "if deducted then\n    return deducted", "if false then\n    return deducted"),
    WHAT_IS_GIVEN_BACK_IS_GIVEN_BACK_AGAIN(
        "  if known[field] then\n    return known[field]\n  end\n  local deducted =",
        "  local deducted ="),
    WHAT_IS_RESERVED_IS_RESERVED_AGAIN(
        "if record then\n    return 'V|'", "if false then\n    return 'V|'"),
    A_RESERVATION_OUTLIVES_ITS_DEDUCTION(
        "opened[id], closed[id] = false, nil, true", "opened[id], closed[id] = false, nil, nil"),
    WHAT_A_LOST_PARTITION_NEVER_DEDUCTED_COMES_BACK(
        "if kind == 'H' and", "if false and", CartMeetings::aCancelledCart),
    WHAT_THE_DATABASE_DOES_NOT_KNOW_COMES_BACK(
        "and place or place .. '?'", "and place or place", CartMeetings::aCancelledCart);

    private final String correct;
    private final String mistaken;

    /** What finds it for certain; null if chance soon does. */
    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method
    private final Predicate<CartMeetings> meeting;

    Mistake(String correct, String mistaken) {
      this(correct, mistaken, null);
    }

    Mistake(String correct, String mistaken, Predicate<CartMeetings> meeting) {
      this.correct = correct;
      this.mistaken = mistaken;
      this.meeting = meeting;
    }

    LuaScript script() throws NoSuchAlgorithmException {
      String text = DecideScript.SCRIPT.text();
      assertThat(text).containsOnlyOnce(correct);
      String wrong = text.replace(correct, mistaken);
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(wrong.getBytes(StandardCharsets.UTF_8));
      return new LuaScript(wrong, HexFormat.of().formatHex(digest));
    }
  }

  /** A test of the test: some sale finds each mistake. */
  @ParameterizedTest
  @EnumSource
  void everyMistakeIsFound(Mistake mistake) throws Exception {
    LuaScript script = mistake.script();
    redis.load(script);
    if (mistake.meeting != null) {
      assertThat(mistake.meeting.test(new CartMeetings(redis, script))).isFalse();
      return;
    }
    for (long seed = 0; seed < MOST_SALES; seed++) {
      if (!new CartSimulation(redis, script, seed).run().isEmpty()) {
        System.out.printf(Locale.ROOT, "%s: found by sale %d%n", mistake, seed);
        return;
      }
    }
    throw new AssertionError("Not found in %d sales: %s".formatted(MOST_SALES, mistake));
  }
}
