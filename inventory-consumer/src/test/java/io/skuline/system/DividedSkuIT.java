package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.Partitions;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.process.RedisCluster;
import io.skuline.stack.process.RedisProcess;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.connection.CRC16;
import tools.jackson.databind.json.JsonMapper;

/**
 * A sale over a Redis Cluster whose stock is divided, is not, and is again. The master of the SKU's
 * own stock dies, that of a bucket, and an instance of the service. Exactly what there is is sold.
 */
@Timeout(300)
@ExtendWith(StackExtension.class)
class DividedSkuIT {

  private static final int UNITS = 10_000;
  private static final int BUCKETS = 4;
  private static final int AT_ONCE = 1000;
  private static final int MOST_UNANSWERED = 2500;

  private final List<OrderCreated> orders = new ArrayList<>();
  private Shop shop;
  private String hot;

  @Test
  void exactlyWhatThereIsIsSoldWhateverDies(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (RedisCluster cluster = RedisCluster.start(3, 1, RedisPersistence.EVERYSEC);
        ServiceProcess mortal = ServiceProcess.launch(installation, settings(cluster));
        EmbeddedService service = EmbeddedService.start(installation, settings(cluster));
        Shop learning = Shop.learning(installation, service.uri("/"))) {
      shop = learning;
      mortal.awaitReady();
      hot = shop.stocked("divided", UNITS);
      Operator operator = new Operator(service);
      String bucket = SkuBuckets.id(hot, 1);
      sell(1000);

      switchHot(operator, "on", ",\"buckets\":%d".formatted(BUCKETS));
      awaitTransfers(service, bucket, 1);
      sell(2000);
      RedisProcess ofBase = masterOf(cluster, hot);
      ofBase.kill();
      mortal.kill();
      switchHot(operator, "off", "");
      sell(2500);
      ofBase.start();
      mortal.launch();
      awaitTransfers(service, bucket, 2);
      cluster.awaitComplete();

      switchHot(operator, "on", ",\"buckets\":%d".formatted(BUCKETS));
      awaitTransfers(service, bucket, 3);
      mortal.awaitReady();
      sell(1500);
      RedisProcess ofBucket = masterOf(cluster, bucket);
      ofBucket.kill();
      mortal.kill();
      sell(UNITS - orders.size());
      shop.awaitAnswers(orders);
      assertThat(answers(DeductionConfirmed.class)).as("sold").isEqualTo(UNITS);
      sell(2000);
      shop.awaitAnswers(orders);

      assertThat(answers(DeductionConfirmed.class)).as("sold").isEqualTo(UNITS);
      assertThat(answers(DeductionRejected.class)).as("rejected").isEqualTo(2000);
      assertThat(bucketsSold()).as("buckets that have sold").hasSizeGreaterThan(2);
      assertThat(Books.available(service, hot)).isZero();
      Books.balance(service);
      assertThat(service.get("/verify").body()).contains("\"passed\":true");
      assertThat(operator.post("/reconcile/passes", "").body()).contains("\"passed\":true");
      ofBucket.start();
    }
  }

  private static Map<String, String> settings(RedisCluster cluster) {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_REDIS_URL", "");
    settings.put("SKULINE_REDIS_MODE", "cluster");
    settings.put("SKULINE_REDIS_ADDRESSES", String.join(",", cluster.addresses()));
    settings.put("SKULINE_HOT_NOTICE", "2s");
    settings.put("SKULINE_HOT_LENDING", "true");
    settings.put("SKULINE_HOT_LENDLEAST", "100");
    return settings;
  }

  /** Publishes orders of one unit, as fast as they are answered. */
  private void sell(int count) {
    int end = orders.size() + count;
    while (orders.size() < end) {
      List<OrderCreated> some = new ArrayList<>();
      while (some.size() < AT_ONCE && orders.size() + some.size() < end) {
        some.add(shop.order(new OrderLine(hot, 1)));
      }
      shop.publishAll(some);
      orders.addAll(some);
      await("answers")
          .atMost(Shop.PATIENCE)
          .until(() -> shop.received() >= orders.size() - MOST_UNANSWERED);
    }
  }

  private void switchHot(Operator operator, String verb, String more) {
    HttpResponse<String> answer =
        operator.post(
            "/hot-skus/%s/%s".formatted(hot, verb), "{\"note\":\"test\"%s}".formatted(more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** Waits until so many transfers of a bucket are stored: it has units, has none, has some. */
  private static void awaitTransfers(RunningService service, String bucket, int count) {
    await("transfers of " + bucket)
        .atMost(Shop.PATIENCE)
        .until(
            () -> {
              String body = service.get("/movements?sku=" + bucket.replace("~", "%7E")).body();
              int transfers = 0;
              for (var each : new JsonMapper().readTree(body).path("movements")) {
                transfers += each.path("kind").asString().equals("TRANSFER") ? 1 : 0;
              }
              return transfers >= count;
            });
  }

  private static RedisProcess masterOf(RedisCluster cluster, String stockId) {
    String tag = Partitions.of("x", 16).keysOf(stockId).tag();
    return cluster.masterOf(CRC16.crc16(tag.getBytes(UTF_8)) % RedisCluster.SLOTS);
  }

  private long answers(Class<? extends StockResult> type) {
    return orders.stream().filter(each -> type.isInstance(shop.answer(each.orderId()))).count();
  }

  private Set<Integer> bucketsSold() {
    Set<Integer> buckets = new TreeSet<>();
    for (OrderCreated order : orders) {
      for (StockMove move : shop.answer(order.orderId()).moves()) {
        buckets.add(move.bucket());
      }
    }
    return buckets;
  }
}
