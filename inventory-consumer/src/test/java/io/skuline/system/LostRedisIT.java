package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Redis loses what it knew in the middle of a sale: nothing is oversold, no answer contradicted.
 * Two instances of the service sell, over one Redis with a replica; all cases share them.
 */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostRedisIT {

  private final AtomicInteger number = new AtomicInteger();
  private final Stack stack;
  private final Installation installation;
  private RedisPair redis;
  private Shop shop;
  private ServiceProcess first;
  private ServiceProcess second;

  LostRedisIT(Stack stack) {
    this.stack = stack;
    this.installation = Installation.on(stack);
  }

  @BeforeAll
  void open() {
    redis = new RedisPair();
    shop = new Shop(installation);
    first = ServiceProcess.launch(installation, settings());
    second = ServiceProcess.launch(installation, settings());
  }

  private Map<String, String> settings() {
    return Map.of("SKULINE_REDIS_URL", redis.url());
  }

  /** Both instances sell, and the replica has everything. */
  @BeforeEach
  void repair() {
    first.awaitReady();
    second.awaitReady();
    redis.repair();
  }

  @AfterAll
  void close() {
    shop.close();
    first.close();
    second.close();
    redis.close();
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsOversoldAndNoAnswerContradicted(RedisLoss loss, @TempDir Path copy)
      throws Exception {
    Sale sale = begin(copy);
    loss.prepare(sale);
    sale.publishSoon(2, 3);
    sale.awaitAnswers(Sale.ORDERS * 3 / 8);
    loss.strike(sale);
    sale.publishSoon(4);
    sale.settle(first, second);
    assertThat(first.epoch()).isGreaterThan(sale.epoch());
  }

  /** The rebuild is held up until its leader has been killed, and the other one leads. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FAILED_OVER_REBUILT_AND_FAILED_BACK")
  void norIfTheLeaderOfTheRebuildIsKilled(RedisLoss loss, @TempDir Path copy) throws Exception {
    Sale sale = begin(copy);
    loss.prepare(sale);
    sale.publishSoon(2, 3);
    sale.awaitAnswers(Sale.ORDERS * 3 / 8);
    ServiceProcess leader;
    ServiceProcess survivor;
    try (Connection barriers = lockedBarriers()) {
      loss.strike(sale);
      sale.publishSoon(4);
      leader = awaitLeader(sale.epoch() + 1, first, second);
      survivor = leader == first ? second : first;
      leader.kill();
      awaitLeader(sale.epoch() + 2, survivor);
      barriers.rollback();
    }
    leader.launch();
    sale.settle(survivor);
    assertThat(survivor.epoch()).isGreaterThanOrEqualTo(sale.epoch() + 2);
  }

  @Test
  void anOrderThatWasAnsweredBeforeTheLossGetsThatAnswerAgain() throws Exception {
    String sku = shop.stocked("again", Sale.UNITS);
    OrderCreated order = shop.order(new OrderLine(sku, 3));
    shop.ask(order);
    loseEverything();
    shop.publish(order).join();
    await("its answer again")
        .atMost(Shop.PATIENCE)
        .until(() -> shop.answersTo(order.orderId()).size() > 1);
    shop.answer(order.orderId());
    assertThat(Books.available(first, sku)).isEqualTo(Sale.UNITS - 3);
    Books.balance(first);
  }

  /** Nobody was told of it: its batch reached the journal behind the barrier of the rebuild. */
  @Test
  void aLateEntryOfALostEpochIsVoid() throws Exception {
    String sku = shop.stocked("late", Sale.UNITS);
    long lost = first.epoch();
    loseEverything();
    double before = voided();
    StockResult never =
        new DeductionConfirmed(
            "never", Shop.now(), List.of(new StockMove(sku, 9, Sale.UNITS - 9, 2)));
    try (RawBroker broker = new RawBroker(installation)) {
      byte[] entry = JournalCodec.encode(new JournalEntry.Batch(lost, List.of(never)));
      broker.sendJournal(installation, Journal.groupName(0), entry);
    }
    await("the ledger to pass over it").atMost(Shop.PATIENCE).until(() -> voided() > before);
    shop.ask(shop.order(new OrderLine(sku, 1)));
    Books.balance(first);
    assertThat(Books.available(first, sku)).isEqualTo(Sale.UNITS - 1);
  }

  /**
   * As after a failover that these instances have not noticed: the old master still answers them,
   * and another instance has begun the next epoch on the new one.
   */
  @Test
  void anEpochThatBeginsElsewhereEndsThisOne() throws Exception {
    long lost = first.epoch();
    try (Connection database = database();
        Statement statement = database.createStatement()) {
      statement.executeUpdate("UPDATE epoch SET epoch = epoch + 1, is_open = FALSE");
    }
    for (ServiceProcess service : List.of(first, second)) {
      await("the epoch after it").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost + 1);
    }
    Books.balance(first);
  }

  private Connection database() throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl(installation.database()), stack.jdbcUser(), stack.jdbcPassword());
  }

  private double voided() throws Exception {
    return first.metric("skuline_ledger_voided_total")
        + second.metric("skuline_ledger_voided_total");
  }

  /** Both instances find out, though nobody buys. */
  private void loseEverything() throws Exception {
    long lost = first.epoch();
    redis.master().command("FLUSHALL");
    for (ServiceProcess service : List.of(first, second)) {
      await("the next epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > lost);
    }
  }

  /** A quarter is sold when it returns. */
  private Sale begin(Path copy) throws Exception {
    Sale sale = new Sale(shop, redis, installation, copy, number.incrementAndGet(), first.epoch());
    sale.publishSoon(1);
    sale.awaitAnswers(Sale.ORDERS / 4);
    return sale;
  }

  private static ServiceProcess awaitLeader(long epoch, ServiceProcess... candidates) {
    return await("a leader")
        .atMost(Shop.PATIENCE)
        .until(() -> rebuilds(epoch, candidates), leader -> leader != null);
  }

  private static ServiceProcess rebuilds(long epoch, ServiceProcess... candidates)
      throws IOException, InterruptedException {
    for (ServiceProcess candidate : candidates) {
      String state = candidate.get("/state").body();
      if (state.contains("\"phase\":\"REBUILDING\"")
          && state.contains("\"rebuild\":{\"epoch\":" + epoch + ",")) {
        return candidate;
      }
    }
    return null;
  }

  /** No barrier of the journal can be passed until this connection rolls back. */
  private Connection lockedBarriers() throws SQLException {
    Connection connection = database();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT epoch FROM journal_barrier FOR UPDATE");
    }
    return connection;
  }
}
