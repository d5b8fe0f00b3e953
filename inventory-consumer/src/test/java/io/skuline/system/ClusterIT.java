package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.Partitions;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.process.RedisCluster;
import io.skuline.stack.process.RedisProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.connection.CRC16;
import tools.jackson.databind.json.JsonMapper;

/** Two instances sell carts over a Redis Cluster of three masters with a replica each. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

  private static final int SKUS = 24;
  private static final int UNITS = 30;
  private static final int CARTS = 300;

  private static final Partitions PARTITIONS = Partitions.of("x", 16);

  private final Random random = new Random(7);
  private Installation installation;
  private RedisCluster cluster;
  private Shop shop;
  private ServiceProcess mortal;
  private EmbeddedService service;
  private int sale;
  private List<String> skus;

  @BeforeAll
  void open(Stack stack) {
    installation = Installation.on(stack);
    cluster = RedisCluster.start(3, 1, RedisPersistence.EVERYSEC);
    shop = new Shop(installation);
    mortal = ServiceProcess.launch(installation, settings());
    service = EmbeddedService.start(installation, settings());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(Operator.settings());
    settings.put("SKULINE_REDIS_URL", "");
    settings.put("SKULINE_REDIS_MODE", "cluster");
    settings.put("SKULINE_REDIS_ADDRESSES", String.join(",", cluster.addresses()));
    return settings;
  }

  @BeforeEach
  void stock() {
    mortal.awaitReady();
    sale++;
    skus = IntStream.range(0, SKUS).mapToObj(i -> "s" + sale + "-" + i).toList();
    skus.parallelStream().forEach(sku -> shop.stocked(sku, UNITS));
  }

  @AfterAll
  void close() {
    shop.close();
    mortal.close();
    service.close();
    cluster.close();
  }

  /** The carts want more than there is. */
  @Test
  void cartsOverManyNodesAreWholeAndNothingIsOversold() throws Exception {
    assertThat(skus.stream().map(PARTITIONS::of).distinct()).hasSizeGreaterThan(5);
    List<OrderCreated> carts = carts(CARTS);
    shop.publishAll(carts);
    assertSold(carts);
    OrderCreated sold =
        carts.stream()
            .filter(cart -> !shop.answer(cart.orderId()).moves().isEmpty())
            .findFirst()
            .orElseThrow();
    long before = Books.available(service, sold.lines().get(2).sku());
    shop.publish(new OrderCancelled(sold.ref())).join();
    await("the units to come back")
        .atMost(Shop.PATIENCE)
        .until(
            () ->
                Books.available(service, sold.lines().get(2).sku())
                    == before + sold.lines().get(2).quantity());
    Books.balance(service);
  }

  /**
   * Its replica may lack what the master answered last. Other partitions are sold meanwhile, and
   * are not rebuilt, except those where the loss has torn a cart.
   */
  @Test
  void aMasterThatDiesIsReplacedAndOnlyWhatItHadIsBuiltAnew() throws Exception {
    List<Long> epochs = epochs();
    double torn = tornCarts();
    List<OrderCreated> carts = carts(CARTS);
    CompletableFuture<Void> published = shop.publishAllInBackground(carts);
    awaitAnswers(carts, CARTS / 4);
    RedisProcess master = cluster.masterOf(random.nextInt(RedisCluster.SLOTS));
    List<Integer> lost =
        IntStream.range(0, 16)
            .filter(i -> cluster.masterOf(slots().get(i)) == master)
            .boxed()
            .toList();
    String elsewhere =
        IntStream.iterate(0, i -> i + 1)
            .mapToObj(i -> "elsewhere-" + sale + "-" + i)
            .filter(sku -> !lost.contains(PARTITIONS.of(sku)))
            .findFirst()
            .orElseThrow();
    shop.stocked(elsewhere, 1000);
    master.kill();
    int answered = 0;
    while (!rebuilt(lost, epochs)) {
      OrderCreated order = shop.order(new OrderLine(elsewhere, 1));
      shop.publish(order).join();
      shop.awaitAnswers(List.of(order));
      answered++;
    }
    published.join();
    assertSold(carts);
    // The last one may have waited until all was rebuilt.
    assertThat(answered).as("answers of other partitions").isGreaterThan(1);
    List<Long> now = epochs();
    List<Integer> rebuilt =
        IntStream.range(0, 16).filter(i -> now.get(i) > epochs.get(i)).boxed().toList();
    assertThat(rebuilt).containsAll(lost);
    assertThat((double) rebuilt.size() - lost.size())
        .as("partitions %s rebuilt after the loss of %s, without torn carts", rebuilt, lost)
        .isLessThanOrEqualTo(tornCarts() - torn);
    master.start();
    cluster.awaitComplete();
  }

  private boolean rebuilt(List<Integer> partitions, List<Long> before) throws Exception {
    List<Long> now = epochs();
    return partitions.stream().allMatch(each -> now.get(each) > before.get(each));
  }

  private double tornCarts() throws Exception {
    String found = "skuline_epoch_losses_total{found=\"torn-cart\"}";
    return service.metric(found) + mortal.metric(found);
  }

  /** Returns the epoch of each partition. */
  private List<Long> epochs() throws Exception {
    List<Long> epochs = new ArrayList<>();
    new JsonMapper()
        .readTree(service.get("/state").body())
        .get("partitions")
        .forEach(each -> epochs.add(each.get("epoch").asLong()));
    return epochs;
  }

  private static List<Integer> slots() {
    return PARTITIONS.all().stream()
        .map(keys -> CRC16.crc16(keys.tag().getBytes(UTF_8)) % RedisCluster.SLOTS)
        .toList();
  }

  /** What it has reserved and not finished must not stay so. */
  @Test
  void anInstanceThatDiesAmongCartsLeavesNothingReserved() throws Exception {
    List<OrderCreated> carts = carts(CARTS);
    CompletableFuture<Void> published = shop.publishAllInBackground(carts);
    awaitAnswers(carts, CARTS / 4);
    mortal.kill();
    published.join();
    assertSold(carts);
    mortal.launch();
  }

  /** There and back, and a move that an operator begins and gives up. */
  @Test
  void slotsThatMoveDuringTheSaleAreBuiltAnewAndNoOrderIsDecidedTwice() throws Exception {
    List<OrderCreated> carts = carts(CARTS);
    CompletableFuture<Void> published = shop.publishAllInBackground(carts);
    awaitAnswers(carts, CARTS / 4);
    List<Integer> slots = slots();
    RedisProcess source = cluster.masterOf(slots.get(0));
    RedisProcess target = cluster.masterOf(slots.get(8));
    long epoch = service.epoch();
    cluster.move(slots.get(0), target);
    cluster.move(slots.get(1), target);
    await("another epoch").atMost(Shop.PATIENCE).until(() -> service.epoch() > epoch);
    shop.publishAll(carts.subList(0, CARTS / 4));
    cluster.move(slots.get(0), source);
    cluster.move(slots.get(1), source);
    RedisProcess left = cluster.begin(slots.get(2), target);
    shop.publishAll(carts.subList(CARTS / 4, CARTS / 2));
    left.command("CLUSTER SETSLOT %d STABLE".formatted(slots.get(2)));
    target.command("CLUSTER SETSLOT %d STABLE".formatted(slots.get(2)));
    published.join();
    assertSold(carts);
  }

  private void awaitAnswers(List<OrderCreated> carts, int count) {
    await("answers")
        .atMost(Shop.PATIENCE)
        .until(() -> carts.stream().filter(c -> shop.hasAnswer(c.orderId())).count() >= count);
  }

  private List<OrderCreated> carts(int count) {
    List<OrderCreated> carts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(SKUS);
      OrderLine[] lines =
          IntStream.range(0, 3)
              .mapToObj(line -> new OrderLine(skus.get((first + 5 * line) % SKUS), 1))
              .toArray(OrderLine[]::new);
      carts.add(shop.order(lines));
    }
    return carts;
  }

  /** What was told is what the database has, and what Redis has. */
  private void assertSold(List<OrderCreated> carts) throws Exception {
    shop.awaitAnswers(carts);
    Map<String, Integer> sold = Books.sold(shop, carts);
    Books.balance(service);
    for (String sku : skus) {
      assertThat(Books.available(service, sku)).isEqualTo(UNITS - sold.getOrDefault(sku, 0));
      assertThat(sold.getOrDefault(sku, 0)).isLessThanOrEqualTo(UNITS);
    }
    assertThat(service.get("/verify").body()).contains("\"passed\":true");
    assertThat(new Operator(service).post("/reconcile/passes", "").body())
        .contains("\"passed\":true");
  }
}
