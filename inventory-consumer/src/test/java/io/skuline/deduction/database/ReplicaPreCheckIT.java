package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.stack.process.ReplicatedDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A look at a real replica, which lags when a test makes it lag. */
class ReplicaPreCheckIT {

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PATIENCE_MILLIS = 1000;

  private static ReplicatedDatabase database;
  private static HikariDataSource source;
  private static HikariDataSource reading;
  private static PreCheck replica;
  private static DatabaseDeductionEngine engine;

  @BeforeAll
  static void open() {
    database = ReplicatedDatabase.start();
    source = pool(database.sourceUrl("precheck"));
    Flyway.configure().dataSource(source).load().migrate();
    database.awaitCaughtUp();
    reading = pool(database.replicaUrl("precheck"));
    reading.setReadOnly(true);
    replica = replica(Duration.ofHours(1));
    engine = new DatabaseDeductionEngine(Databases.single(source), replica, Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    reading.close();
    source.close();
    database.close();
  }

  /** The replica does not know yet that the last unit is gone: the primary decides. */
  @Test
  void aReplicaThatLagsNeverSells() {
    decide(stocked("lag", 1));
    database.awaitCaughtUp();
    database.stall();
    try {
      assertThat(decide(order("lag-1", "lag"))).isInstanceOf(DeductionConfirmed.class);
      assertThat(replica.glance(List.of("lag")).get("lag").available()).isEqualTo(1);
      assertThat(decide(order("lag-2", "lag"))).isInstanceOf(DeductionRejected.class);
    } finally {
      database.resume();
    }
  }

  /**
   * The price of a pre-check: units that came in since the replica's last look are sold only after
   * it has seen them.
   */
  @Test
  void whatCameInIsSoldOnceTheReplicaHasSeenIt() {
    decide(stocked("late", 1));
    decide(order("late-1", "late"));
    database.awaitCaughtUp();
    database.stall();
    try {
      decide(new StockAdjusted("late-more", CREATED, "late", 5, AdjustmentKind.REPLENISHMENT));
      assertThat(decide(order("late-2", "late"))).isInstanceOf(DeductionRejected.class);
    } finally {
      database.resume();
    }
    database.awaitCaughtUp();
    assertThat(decide(order("late-3", "late"))).isInstanceOf(DeductionConfirmed.class);
    assertThat(decide(order("late-2", "late")))
        .as("an answer stays")
        .isInstanceOf(DeductionRejected.class);
  }

  /**
   * Otherwise orders would be rejected for as long as the replica stands still, although units came
   * in.
   */
  @Test
  void aReplicaThatLagsTooMuchIsNotLookedAt() {
    PreCheck strict = replica(Duration.ofMillis(400));
    DatabaseDeductionEngine careful =
        new DatabaseDeductionEngine(Databases.single(source), strict, Clock.systemUTC());
    decide(stocked("bound", 1));
    decide(order("bound-1", "bound"));
    database.awaitCaughtUp();
    await().until(() -> strict.glance(List.of("bound")).containsKey("bound"));
    database.stall();
    try {
      decide(new StockAdjusted("bound-more", CREATED, "bound", 5, AdjustmentKind.REPLENISHMENT));
      await().until(() -> strict.glance(List.of("bound")).isEmpty());
      assertThat(careful.decide(List.of(order("bound-2", "bound"))).results())
          .hasOnlyElementsOfType(DeductionConfirmed.class);
    } finally {
      database.resume();
    }
    await().until(() -> strict.glance(List.of("bound")).containsKey("bound"));
  }

  private static PreCheck replica(Duration mostLag) {
    return new ReplicaPreCheck(Databases.single(source), List.of(reading), mostLag);
  }

  @Test
  void withoutItsReplicaTheEngineDecidesAllTheSame() {
    decide(stocked("alone", 1));
    database.awaitCaughtUp();
    database.replica().kill();
    try {
      assertThat(decide(order("alone-1", "alone"))).isInstanceOf(DeductionConfirmed.class);
    } finally {
      database.replica().start();
      // The pool notices the loss in its own time.
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> replica.glance(List.of("alone")).containsKey("alone"));
    }
  }

  private static StockResult decide(OrderEvent event) {
    return engine.decide(List.of(event)).results().get(0);
  }

  private static OrderCreated order(String id, String sku) {
    return new OrderCreated(id, CREATED, List.of(new OrderLine(sku, 1)));
  }

  private static StockAdjusted stocked(String sku, int units) {
    return new StockAdjusted("first-" + sku, CREATED, sku, units, AdjustmentKind.INITIAL);
  }

  private static HikariDataSource pool(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    pool.setConnectionTimeout(PATIENCE_MILLIS);
    pool.setInitializationFailTimeout(-1);
    pool.setMaximumPoolSize(4);
    return pool;
  }
}
