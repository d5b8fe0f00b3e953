package io.skuline.reconciliation;

import static io.skuline.store.OnlyPartition.ONLY;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.redis.DataLoss;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisDeductionEngine;
import io.skuline.deduction.redis.RedisKeys;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.TestLedger;
import io.skuline.stack.Stack;
import io.skuline.store.EpochTable;
import io.skuline.store.MigratedDatabases;
import io.skuline.store.SqlQuarantines;
import io.skuline.store.SqlStoredStock;
import io.skuline.store.StackDatabases;
import io.skuline.store.StoredStock;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.redisson.api.RBucket;
import org.redisson.api.RMap;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.jdbc.core.JdbcTemplate;

/** A shop in which Redis decides and the ledger stores, without a broker in between. */
final class SmallShop implements AutoCloseable {

  static final long EPOCH = 1;

  private static final AtomicInteger SHOPS = new AtomicInteger();

  final JdbcTemplate jdbc;
  final QuarantineService quarantine;
  final LaggingSkus lagging = new LaggingSkus(TimeSource.SYSTEM);

  /** The reports of the drift alarm. */
  final List<String> alarms = new CopyOnWriteArrayList<>();

  /** Whether the ledger reads everything in the journal. */
  volatile boolean comesThrough = true;

  private final AtomicInteger ids = new AtomicInteger();
  private final HikariDataSource database = new HikariDataSource();
  private final RedissonClient redis;
  private final RedisKeys keys;
  private final RedisStock stock;
  private final EpochGate gate = new EpochGate();
  private final DeductionEngine engine;
  private final TestLedger ledger;
  private final ReconciliationPass pass;

  SmallShop(Stack stack) {
    this(stack, false);
  }

  /**
   * @param databaseDecides whether passes treat the database as the place where stock is decided
   */
  SmallShop(Stack stack, boolean databaseDecides) {
    String name = "reconcile_" + Long.toHexString(System.nanoTime()) + SHOPS.incrementAndGet();
    database.setJdbcUrl(MigratedDatabases.url(stack, name));
    database.setUsername(stack.jdbcUser());
    database.setPassword(stack.jdbcPassword());
    database.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    jdbc = new JdbcTemplate(database);
    jdbc.update("UPDATE epoch SET epoch = ?, is_open = TRUE", EPOCH);
    Shards shards = Shards.single(database);

    RedisProperties properties =
        new RedisProperties(
            stack.redisUrl(),
            null,
            null,
            name.substring(name.length() - 12),
            Duration.ofSeconds(2),
            Duration.ofHours(73),
            0,
            Duration.ofMillis(500));
    redis = RedisConnection.open(properties, 1, 16);
    keys = new RedisKeys(properties.namespace(), "0");
    stock = new RedisStock(redis, properties);
    stock.begin("token", EPOCH, ONLY);
    stock.open("token", EPOCH, ONLY);
    gate.open(EPOCH, Instant.EPOCH);
    engine =
        new RedisDeductionEngine(
            redis, properties, stock, none -> List.of(), gate, Clock.systemUTC());
    ledger =
        new TestLedger(
            shards.layout(), shards.all().get(0), (sku, epoch, what) -> alarms.add(what));

    LiveStock live =
        databaseDecides
            ? new DatabaseLiveStock()
            : new RedisLiveStock(stock, gate, new EpochTable(jdbc));
    StoredStock stored = new SqlStoredStock(shards);
    LedgerProbe probe = () -> comesThrough;
    ReconcileProperties settings =
        new ReconcileProperties(true, 100_000, Duration.ofSeconds(1), Duration.ofSeconds(1));
    quarantine =
        new QuarantineService(
            stored,
            new SqlQuarantines(shards, Clock.systemUTC()),
            live,
            probe,
            (sku, epoch, what) -> alarms.add(what),
            settings.patience(),
            Clock.systemUTC(),
            who -> {});
    pass =
        new ReconciliationPass(
            stored,
            live,
            quarantine,
            lagging,
            probe,
            (sku, epoch, what) -> alarms.add(what),
            settings,
            new ReconcileMetrics(new SimpleMeterRegistry(), lagging),
            Clock.systemUTC(),
            TimeSource.SYSTEM);
  }

  PassReport reconcile() throws InterruptedException {
    return pass.run(skus -> {});
  }

  /** Does what recovery does once an alarm was raised: Redis is built anew for the next epoch. */
  void rebuildIfAlarmed() {
    if (!alarms.isEmpty()) {
      stock.begin("rebuilding:2:token", EPOCH + 1, ONLY);
      stock.load("rebuilding:2:token", EPOCH + 1, StackDatabases.stock(jdbc)).join();
      stock.open("rebuilding:2:token", EPOCH + 1, ONLY);
      gate.close(0, EPOCH, DataLoss.EPOCH, "an alarm");
      gate.open(EPOCH + 1, Instant.EPOCH);
    }
  }

  String id(String prefix) {
    return prefix + "-" + ids.incrementAndGet();
  }

  static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  StockAdjusted stocked(String sku, int units) {
    return new StockAdjusted(id("load"), now(), sku, units, AdjustmentKind.REPLENISHMENT);
  }

  OrderCreated order(OrderLine... lines) {
    return new OrderCreated(id("order"), now(), List.of(lines));
  }

  /** Decides a batch, which the ledger does not know yet. */
  Decisions decide(OrderEvent... batch) {
    return engine.decide(List.of(batch));
  }

  void store(List<Decisions> decisions) {
    ledger.store(
        decisions.stream()
            .map(each -> new JournalEntry.Batch(each.epochs(), each.results(), false))
            .toList());
  }

  /** Decides and stores a batch. */
  List<StockResult> sell(OrderEvent... batch) {
    Decisions decisions = decide(batch);
    store(List.of(decisions));
    return decisions.results();
  }

  /** Returns a SKU's hash. */
  RMap<String, String> inRedis(String sku) {
    return redis.getMap(keys.stockPrefix(EPOCH) + sku, StringCodec.INSTANCE);
  }

  /** Changes a SKU by hand, including its check field. */
  void putInRedis(String sku, long available, long sequence) {
    inRedis(sku)
        .putAll(
            Map.of(
                "a", Long.toString(available),
                "q", Long.toString(sequence),
                "c", Long.toString(available + sequence)));
  }

  /** Replaces the SKU's hash by a text. */
  void putTextInRedis(String sku) {
    RBucket<String> key = redis.getBucket(inRedis(sku).getName(), StringCodec.INSTANCE);
    key.set("ninety");
  }

  StockLevel levelInRedis(String sku) {
    Map<String, String> hash = inRedis(sku).readAllMap();
    return new StockLevel(Long.parseLong(hash.get("a")), Long.parseLong(hash.get("q")));
  }

  @Override
  public void close() {
    redis.shutdown();
    database.close();
  }
}
