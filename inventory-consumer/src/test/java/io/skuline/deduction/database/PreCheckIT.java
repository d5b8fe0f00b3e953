package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.StackRedis;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.stack.StackExtension;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** A look at outdated stock rejects orders that come too late, and decides nothing else. */
class PreCheckIT {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.create("deduction_precheck");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void stock() {
    database.clear();
    engine(PreCheck.NONE)
        .decide(
            List.of(stocked("A", 1), stocked("B", 5), order("sells-out", "A"), order("b", "B")));
  }

  @Test
  void aSoldOutRowIsNotWaitedForAndTheAnswerStays() throws Exception {
    OrderCreated tooLate = order("o1", "B", "A");
    StockResult answer;
    try (Connection holder = database.dataSource().getConnection();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.executeQuery("SELECT * FROM stock WHERE sku_id = 'A' FOR UPDATE").close();
      answer = only(engine(sees(0, 4)), tooLate);
      holder.rollback();
    }
    assertThat(answer)
        .isEqualTo(
            new DeductionRejected(
                "o1",
                answer.decidedAt(),
                DeductionRejected.Reason.OUT_OF_STOCK,
                List.of(new Shortage("A", 1, 0))));

    DatabaseDeductionEngine primary = engine(PreCheck.NONE);
    primary.decide(List.of(replenished("A")));
    assertThat(only(primary, tooLate)).isEqualTo(answer);
  }

  @Test
  void whatIsSeenNeverSells() {
    assertThat(only(engine(sees(100, 100)), order("o1", "A")))
        .isInstanceOf(DeductionRejected.class);
    assertThat(database.stock()).containsEntry("A", new StockLevel(0, 2));
  }

  @Test
  void littleIsNotNothing() {
    assertThat(only(engine(sees(0, 1)), order("o1", "B", "B")))
        .isInstanceOf(DeductionConfirmed.class);
  }

  @Test
  void unitsThatComeInWithTheSameBatchAreSold() {
    List<StockResult> results =
        engine(sees(0, 0)).decide(List.of(replenished("A"), order("o1", "A"))).results();
    assertThat(results.get(1)).isInstanceOf(DeductionConfirmed.class);
  }

  @Test
  void aSkuThatIsNotSeenIsLeftToThePrimary() {
    PreCheck onlyA = skus -> Map.of("A", new StockLevel(0, 2));
    DeductionRejected answer =
        (DeductionRejected) only(engine(onlyA), order("o1", "A", "never-stocked"));
    assertThat(answer.reason()).isEqualTo(DeductionRejected.Reason.UNKNOWN_SKU);
  }

  @Test
  void withoutASightItIsDecidedAllTheSame() {
    PreCheck broken =
        skus -> {
          throw new IllegalStateException("the replica is down");
        };
    assertThat(only(engine(broken), order("o1", "B"))).isInstanceOf(DeductionConfirmed.class);
  }

  @Test
  void theCacheIsOutdatedForAMomentOnly() {
    RedissonClient redis = StackRedis.connect(StackExtension.shared());
    try {
      PreCheck cache =
          new RedisCachePreCheck(
              redis,
              "precheck",
              new DatabaseStockLevels(Databases.single(database.dataSource())),
              Duration.ofSeconds(2));
      Set<String> skus = Set.of("A", "B", "never-stocked");
      Map<String, StockLevel> before = Map.of("A", new StockLevel(0, 2), "B", new StockLevel(4, 2));
      assertThat(cache.glance(skus)).isEqualTo(before);

      engine(PreCheck.NONE).decide(List.of(replenished("A")));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(cache.glance(skus)).containsEntry("A", new StockLevel(1, 3)));
    } finally {
      redis.shutdown();
    }
  }

  private static DatabaseDeductionEngine engine(PreCheck preCheck) {
    return new DatabaseDeductionEngine(
        Databases.single(database.dataSource()), preCheck, Clock.systemUTC());
  }

  private static PreCheck sees(long unitsOfA, long unitsOfB) {
    return skus -> Map.of("A", new StockLevel(unitsOfA, 1), "B", new StockLevel(unitsOfB, 1));
  }

  private static StockResult only(DatabaseDeductionEngine engine, OrderCreated order) {
    return engine.decide(List.of(order)).results().get(0);
  }

  private static OrderCreated order(String id, String... skus) {
    return new OrderCreated(
        id, CREATED, List.of(skus).stream().map(sku -> new OrderLine(sku, 1)).toList());
  }

  private static StockAdjusted stocked(String sku, int units) {
    return new StockAdjusted("first-" + sku, CREATED, sku, units, AdjustmentKind.INITIAL);
  }

  private static StockAdjusted replenished(String sku) {
    return new StockAdjusted("more-" + sku, CREATED, sku, 1, AdjustmentKind.REPLENISHMENT);
  }
}
