package io.skuline.system;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two instances of the service sell, over one Redis with a replica; all cases of a class share
 * them.
 *
 * @param <S> how the instances run
 */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TwoInstances<S extends RunningService> {

  private final AtomicInteger number = new AtomicInteger();
  private final Stack stack;
  final Installation installation;
  RedisPair redis;
  Shop shop;
  S first;
  S second;

  TwoInstances(Stack stack) {
    this.stack = stack;
    this.installation = Installation.on(stack);
  }

  @BeforeAll
  void open() {
    redis = new RedisPair();
    shop = new Shop(installation);
    first = launch(settings());
    second = launch(settings());
  }

  /** Starts an instance without waiting until it is ready. */
  abstract S launch(Map<String, String> settings);

  private Map<String, String> settings() {
    return Map.of("SKULINE_REDIS_URL", redis.url());
  }

  /** Makes sure that both instances sell, and the replica has everything. */
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

  Connection database() throws SQLException {
    return DriverManager.getConnection(
        stack.jdbcUrl(installation.database()), stack.jdbcUser(), stack.jdbcPassword());
  }

  /** Begins a sale; more than a third of it is sold when this returns, and the loss may strike. */
  Sale beginBefore(RedisLoss loss, Path copy) throws Exception {
    Sale sale = begin(copy);
    loss.prepare(sale);
    sale.publishSoon(2, 3);
    sale.awaitAnswers(Sale.ORDERS * 3 / 8);
    return sale;
  }

  /** Begins a sale; a quarter of it is sold when this returns. */
  Sale begin(Path copy) throws Exception {
    Sale sale = new Sale(shop, redis, installation, copy, number.incrementAndGet(), first.epoch());
    sale.publishSoon(1);
    sale.awaitAnswers(Sale.ORDERS / 4);
    return sale;
  }
}
