package io.skuline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.redis.StackRedis;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The whole service over two databases; the connection to the second one can be cut. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShardsIT {

  private Stack stack;
  private Installation installation;
  private Forwarder way;
  private TwoDatabases databases;
  private ServiceProcess service;
  private Shop shop;
  private JdbcTemplate home;
  private JdbcTemplate other;
  private String lower;
  private String upper;

  @BeforeAll
  void open(Stack stack) {
    this.stack = stack;
    installation = Installation.on(stack);
    way = new Forwarder(stack.database().port());
    TwoDatabases direct = TwoDatabases.of(installation);
    databases = direct.through(way);
    home = installation.jdbc();
    other =
        new JdbcTemplate(
            new DriverManagerDataSource(direct.url(), stack.jdbcUser(), stack.jdbcPassword()));
    shop = new Shop(installation);
    service = ServiceProcess.start(installation, databases.settings());
  }

  /** Stocks one SKU in each shard. */
  @BeforeEach
  void stock() {
    lower = stocked(0);
    upper = stocked(1);
  }

  @AfterAll
  void close() {
    shop.close();
    service.close();
    way.close();
  }

  @Test
  void eachDatabaseGetsItsShare() throws Exception {
    List<OrderCreated> carts = sell(60);
    Books.balance(service);
    assertSold(carts, 60);
    assertThat(available(home, lower)).isEqualTo(40);
    assertThat(available(other, upper)).isEqualTo(40);
    assertThat(home.queryForList("SELECT 1 FROM stock WHERE sku_id = ?", upper)).isEmpty();
    assertThat(service.get("/movements?sku=" + upper).body()).contains(carts.get(0).orderId());
    assertThat(service.get("/movements/export?format=CSV").body())
        .contains(lower + ",61,")
        .contains(upper + ",61,");
    assertThat(service.get("/verify").body()).contains("\"passed\":true");
  }

  @Test
  void aShardThatIsAwayStopsNeitherTheSaleNorTheOtherShard() throws Exception {
    Books.balance(service);
    way.cut();
    List<OrderCreated> carts = sell(70);
    assertSold(carts, 70);
    await("the ledger of the shard that is there")
        .atMost(Shop.PATIENCE)
        .until(() -> available(home, lower) == 30);
    assertThat(available(other, upper)).isEqualTo(100);

    service.kill();
    service.launch();
    service.awaitReady();
    List<OrderCreated> more = sell(70);
    assertSold(more, 30);
    assertThat(available(other, upper)).isEqualTo(100);

    repair();
    Books.balance(service);
    assertThat(available(other, upper)).isZero();
  }

  /**
   * The database is asked about orders from before the rebuild, and both shards have a line of
   * each. This is the last test: for a while after it no shard may be unavailable.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void whenRedisIsLostBothShardsBuildItAnew() throws Exception {
    List<OrderCreated> carts = sell(50);
    StockResult before = shop.answer(carts.get(7).orderId());
    assertThat(((DeductionConfirmed) before).lines()).hasSize(2);
    long lost = service.epoch();
    loseRedis();
    shop.publishAll(carts);
    List<OrderCreated> more = sell(60);
    assertThat(service.epoch()).isGreaterThan(lost);
    assertSold(more, 50);
    Books.balance(service);
    // All copies of an answer are the same.
    assertThat(shop.answer(carts.get(7).orderId())).isEqualTo(before);
  }

  @Test
  void anotherLayoutIsRefused() throws Exception {
    try (ServiceProcess wrong =
        ServiceProcess.launch(installation, databases.settings("0-600", "601-1023"))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> !wrong.running());
      assertThat(wrong.log())
          .contains("holds the slots 0-511, and the configuration gives it 0-600");
    }
  }

  private void loseRedis() {
    StackRedis.on(stack, redis -> redis.getScript().scriptFlush());
  }

  private void repair() {
    way.moveTo(stack.database().port());
  }

  private String stocked(int shard) {
    return shop.stocked(TwoDatabases.skuIn(shard, shop), 100);
  }

  /** Publishes orders of one unit from each shard; all are answered when it returns. */
  private List<OrderCreated> sell(int count) {
    List<OrderCreated> carts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      carts.add(shop.order(new OrderLine(lower, 1), new OrderLine(upper, 1)));
    }
    shop.publishAll(carts);
    shop.awaitAnswers(carts);
    return carts;
  }

  private void assertSold(List<OrderCreated> carts, int units) {
    assertThat(Books.sold(shop, carts)).containsEntry(lower, units).containsEntry(upper, units);
  }

  private static long available(JdbcTemplate jdbc, String sku) {
    return jdbc.queryForObject("SELECT available FROM stock WHERE sku_id = ?", Long.class, sku);
  }
}
