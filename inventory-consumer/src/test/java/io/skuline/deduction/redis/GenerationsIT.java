package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers are remembered for as long as promised, whatever time a repeat of an order carries. */
class GenerationsIT extends TestRedisFixture {

  private static final Instant NOW = Instant.parse("2026-11-26T12:30:00Z");
  private static final OrderCreated ORDER = order(NOW, 3);

  /** How many earlier generations count in direct calls of the script. */
  private int earlier = 1;

  private final SettableClock clock = new SettableClock(NOW);
  private DeductionEngine engine;

  @BeforeEach
  void stock() {
    engine = redis.engine(keys -> List.of(), Instant.EPOCH, clock);
    decide(new StockAdjusted("load", NOW, "a", 10, AdjustmentKind.INITIAL));
  }

  /**
   * An answer is kept until the end of the last generation whose look-ups ask for it, which is the
   * next generation here.
   */
  @Test
  void whatIsDecidedIsKeptForAsLongAsWasPromisedAndNotForEver() {
    decide(ORDER);
    assertThat(redis.memoryKeys()).hasSize(2);
    assertThat(redis.memoryKeys())
        .allSatisfy(
            key ->
                assertThat(redis.timeToLive(key))
                    .isBetween(AnswerBuckets.GENERATION, AnswerBuckets.GENERATION.multipliedBy(2)));
  }

  @Test
  void anOrderIsItsIdWhateverTimeAndLinesItsRepeatCarries() {
    StockResult first = decide(ORDER);
    for (Duration later : List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(-9))) {
      assertThat(decide(order(NOW.plus(later), 1))).isEqualTo(first);
    }
    assertThat(redis.stock().get("a").available()).isEqualTo(7);
  }

  @Test
  void anAnswerOfTheGenerationBeforeStaysAndTheNextWriteRemovesAnOlderOne() {
    StockResult first = decide(ORDER);
    age(1);
    clock.set(NOW.plusSeconds(60));
    assertThat(decide(ORDER)).isEqualTo(first);
    StockResult firstReturn = decide(returned("r-1", 1));
    assertThat(decide(ORDER)).isEqualTo(first);
    age(1);
    decide(returned("r-2", 1));
    assertThat(decide(ORDER)).as("which the database would know").isNotEqualTo(first);
    assertThat(decide(returned("r-1", 1)))
        .as("younger than the order's answer")
        .isEqualTo(firstReturn);
  }

  @Test
  void aWriteKeepsItsHashForAsLongAsItselfMustBeKept() {
    List<String> others = redis.memoryKeys();
    decide(ORDER);
    List<String> keys = new ArrayList<>(redis.memoryKeys());
    keys.removeAll(others);
    String key = keys.get(0);
    age(1);
    redis.expire(key, Duration.ofMinutes(1));
    decide(returned("r-1", 1));
    assertThat(redis.timeToLive(key)).isGreaterThan(AnswerBuckets.GENERATION);
  }

  /** The sum of the returned units is written again with each return; the latest sum counts. */
  @Test
  void returnsInTwoGenerationsAddUp() {
    decide(ORDER);
    decide(returned("r-1", 2));
    age(1);
    decide(returned("r-2", 1));
    assertThat(redis.stock().get("a").available()).isEqualTo(10);
    decide(returned("r-3", 1));
    assertThat(redis.stock().get("a").available()).as("nothing is left to return").isEqualTo(10);
  }

  /** The clocks of servers differ: in another one, the generation before may still count. */
  @Test
  void whatIsKeptForHomesElsewhereStaysForAGenerationMore() {
    String deducted = deductForAHomeElsewhere("o");
    ageForHomesElsewhere(2);
    deductForAHomeElsewhere("later");
    assertThat(call("o", "V", "token|1", "a", "1")).isEqualTo(deducted);
    ageForHomesElsewhere(1);
    deductForAHomeElsewhere("latest");
    assertThat(call("o", "V", "token|1", "a", "1")).isEqualTo("V|token");
  }

  @Test
  void aRememberedTimeThatIsRaisedHoldsForTheNextAnswers() {
    deductForAHomeElsewhere("before");
    String key =
        redis.memoryKeys().stream().filter(each -> each.endsWith(":f17")).findAny().orElseThrow();
    assertThat(redis.timeToLive(key)).isLessThan(AnswerBuckets.GENERATION.multipliedBy(3));
    earlier = 3;
    deductForAHomeElsewhere("after");
    assertThat(redis.timeToLive(key)).isGreaterThan(AnswerBuckets.GENERATION.multipliedBy(3));
    earlier = 1;
    deductForAHomeElsewhere("of an instance that does not know yet");
    assertThat(redis.timeToLive(key)).isGreaterThan(AnswerBuckets.GENERATION.multipliedBy(3));
  }

  private String deductForAHomeElsewhere(String order) {
    call(order, "V", "token|1", "a", "1");
    String deducted = call(order, "F", "");
    assertThat(deducted).startsWith("D|a,1,");
    return deducted;
  }

  private static void ageForHomesElsewhere(int generations) {
    redis.memoryKeys().stream()
        .filter(key -> key.endsWith(":f17"))
        .forEach(key -> redis.age(key, generations));
  }

  private static void age(int generations) {
    redis.memoryKeys().forEach(key -> redis.age(key, generations));
  }

  /** Calls the script for a part of an order whose home is elsewhere. */
  private String call(String order, String kind, String operation, String... lines) {
    List<Object> arguments = new ArrayList<>();
    DecideScript.addHead(arguments, redis.partitions().keys(0), redis.epochs().at(0), NOW, earlier);
    arguments.addAll(List.of("0", kind, "f17", order, operation));
    arguments.add(Integer.toString(lines.length / 2));
    arguments.addAll(List.of(lines));
    return redis.call(DecideScript.SCRIPT, 0, arguments.toArray()).get(0);
  }

  private StockResult decide(OrderEvent event) {
    return engine.decide(List.of(event)).results().get(0);
  }

  private static OrderCreated order(Instant createdAt, int quantity) {
    return new OrderCreated("o", createdAt, List.of(new OrderLine("a", quantity)));
  }

  private static StockReturned returned(String id, int quantity) {
    return new StockReturned(id, ORDER.ref(), List.of(new OrderLine("a", quantity)));
  }
}
