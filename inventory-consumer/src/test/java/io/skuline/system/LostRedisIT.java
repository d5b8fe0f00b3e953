package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.PrivateStack;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.Redisson;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Redis loses what it knew in the middle of a sale: nothing is oversold, no answer contradicted.
 */
@PrivateStack(redis = RedisPersistence.NONE)
@ExtendWith(StackExtension.class)
class LostRedisIT {

  private static final int ORDERS = 2000;
  private static final int SKUS = 10;
  private static final int UNITS = 150;

  private final Stack stack;
  private Installation installation;
  private Shop shop;
  private List<String> skus;
  private List<OrderCreated> orders;

  LostRedisIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void open() {
    installation = Installation.on(stack);
    shop = new Shop(installation);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void killedAndStartedEmpty() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(installation)) {
      saleWith(
          service,
          () -> {
            stack.redis().kill();
            stack.redis().start();
          });
      assertThat(service.metric("skuline_epoch_number")).isGreaterThan(1);
    }
  }

  @Test
  void flushed() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(installation)) {
      saleWith(service, () -> onRedis(redis -> redis.getKeys().flushall()));
      assertThat(service.metric("skuline_epoch_number")).isEqualTo(2);
    }
  }

  @Test
  void itsScriptsFlushed() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(installation)) {
      saleWith(service, () -> onRedis(redis -> redis.getScript().scriptFlush()));
      assertThat(service.metric("skuline_epoch_number")).isEqualTo(2);
    }
  }

  @Test
  void oneKeyDeleted() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(installation)) {
      saleWith(
          service,
          () ->
              onRedis(
                  redis -> redis.getKeys().delete(installation.id() + ":{0}:1:s:" + skus.get(0))));
      assertThat(service.metric("skuline_epoch_number")).isEqualTo(2);
    }
  }

  /** What a server restored from an old snapshot is: keys that are there, but old; no scripts. */
  @Test
  void rewound() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(installation)) {
      saleWith(
          service,
          () ->
              onRedis(
                  redis -> {
                    redis
                        .getScript(StringCodec.INSTANCE)
                        .eval(
                            RScript.Mode.READ_WRITE,
                            "for _, k in ipairs(redis.call('KEYS', ARGV[1])) do"
                                + " redis.call('HSET', k, 'a', ARGV[2], 'q', '1') end",
                            RScript.ReturnType.VALUE,
                            List.of(),
                            installation.id() + ":{0}:1:s:*",
                            Integer.toString(UNITS));
                    redis.getScript().scriptFlush();
                  }));
      assertThat(service.metric("skuline_epoch_number")).isEqualTo(2);
    }
  }

  /** The rebuild is held up until its leader has been killed, and the other one leads. */
  @Test
  void withTwoInstancesTheLeaderOfTheRebuildKilled() throws Exception {
    try (ServiceProcess first = ServiceProcess.start(installation);
        ServiceProcess second = ServiceProcess.start(installation)) {
      AtomicReference<ServiceProcess> survivor = new AtomicReference<>(second);
      saleWith(
          survivor::get,
          () -> {
            try (Connection barriers = lockedBarriers()) {
              stack.redis().kill();
              stack.redis().start();
              await("a leader")
                  .atMost(Shop.PATIENCE)
                  .until(() -> rebuilds(first, 2) || rebuilds(second, 2));
              boolean firstLeads = rebuilds(first, 2);
              survivor.set(firstLeads ? second : first);
              (firstLeads ? first : second).kill();
              await("the next leader")
                  .atMost(Shop.PATIENCE)
                  .until(() -> rebuilds(survivor.get(), 3));
              barriers.rollback();
            }
          });
      assertThat(survivor.get().metric("skuline_epoch_number")).isGreaterThanOrEqualTo(3);
    }
  }

  /** No barrier of the journal can be passed until this connection rolls back. */
  private Connection lockedBarriers() throws SQLException {
    Connection connection =
        DriverManager.getConnection(
            stack.jdbcUrl(installation.database()), stack.jdbcUser(), stack.jdbcPassword());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT epoch FROM journal_barrier FOR UPDATE");
    }
    return connection;
  }

  private static boolean rebuilds(ServiceProcess service, int epoch)
      throws IOException, InterruptedException {
    return service.get("/actuator/health/readiness").body().contains("rebuilding epoch " + epoch);
  }

  private interface Loss {
    void strike() throws Exception;
  }

  private void saleWith(ServiceProcess service, Loss loss) throws Exception {
    saleWith(() -> service, loss);
  }

  private void saleWith(Supplier<ServiceProcess> survivor, Loss loss) throws Exception {
    skus = new ArrayList<>();
    for (int i = 0; i < SKUS; i++) {
      skus.add(shop.stocked("sku-" + i, UNITS));
    }
    orders = orders();
    CompletableFuture<Void> publishing = shop.publishAllAside(orders.subList(0, ORDERS / 2));
    await().atMost(Shop.PATIENCE).until(() -> shop.told() >= SKUS + ORDERS / 4);
    loss.strike();
    // However fast the machine: there are orders that come after the loss.
    shop.publishAll(orders.subList(ORDERS / 2, ORDERS));
    publishing.join();
    shop.awaitAnswers(orders);
    ServiceProcess service = survivor.get();
    Books.balance(service);
    Map<String, Integer> sold = Books.sold(shop, orders);
    for (String sku : skus) {
      assertThat(Books.available(service, sku))
          .as(sku)
          .isEqualTo(UNITS - sold.getOrDefault(sku, 0));
    }
  }

  private List<OrderCreated> orders() {
    Random random = new Random(17);
    List<OrderCreated> list = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      List<OrderLine> lines = new ArrayList<>();
      for (int line = 0; line < 1 + i % 3 / 2 * 2; line++) {
        lines.add(new OrderLine(skus.get(random.nextInt(SKUS)), 1));
      }
      list.add(shop.order(lines.toArray(OrderLine[]::new)));
    }
    return list;
  }

  private interface OnRedis {
    void run(RedissonClient redis);
  }

  private void onRedis(OnRedis work) {
    Config config = new Config();
    config.useSingleServer().setAddress(stack.redisUrl());
    RedissonClient redis = Redisson.create(config);
    try {
      work.run(redis);
    } finally {
      redis.shutdown();
    }
  }
}
