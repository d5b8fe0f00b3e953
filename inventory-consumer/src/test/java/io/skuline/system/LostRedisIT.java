package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.PrivateStack;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

  @Test
  void withTwoInstancesOneOfThemKilledWhileRedisIsRebuilt() throws Exception {
    try (ServiceProcess first = ServiceProcess.start(installation);
        ServiceProcess second = ServiceProcess.start(installation)) {
      saleWith(
          second,
          () -> {
            stack.redis().kill();
            stack.redis().start();
            await().atMost(Shop.PATIENCE).until(() -> first.metric("skuline_epoch_open") == 0);
            first.kill();
          });
      assertThat(second.metric("skuline_epoch_number")).isGreaterThan(1);
    }
  }

  private interface Loss {
    void strike() throws Exception;
  }

  private void saleWith(ServiceProcess service, Loss loss) throws Exception {
    skus = new ArrayList<>();
    for (int i = 0; i < SKUS; i++) {
      skus.add(shop.stocked("sku-" + i, UNITS));
    }
    orders = orders();
    Thread publishing = new Thread(() -> shop.publishAll(orders));
    publishing.start();
    await().atMost(Shop.PATIENCE).until(() -> shop.told() >= SKUS + ORDERS / 4);
    loss.strike();
    publishing.join();
    shop.awaitAnswers(orders);
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
