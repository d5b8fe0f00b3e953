package io.skuline.bench.throughput;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.ClientException;
import org.redisson.Redisson;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The usual solution with a cache: a listener that runs, per order, one script in Redis that
 * deducts every line or none, one statement that inserts its rows, and one send.
 */
final class RedisListener {

  /** The script. KEYS: the order's mark, then a counter per line. ARGV: a quantity per line. */
  private static final String DEDUCT =
      """
      if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end
      for i = 2, #KEYS do
        if tonumber(redis.call('GET', KEYS[i]) or '0') < tonumber(ARGV[i - 1]) then return 0 end
      end
      for i = 2, #KEYS do redis.call('DECRBY', KEYS[i], ARGV[i - 1]) end
      redis.call('SET', KEYS[1], '1', 'EX', 86400)
      return 1
      """;

  private final JdbcTemplate jdbc;
  private final RScript script;
  private final ContenderResources resources;

  private RedisListener(ContenderResources resources) {
    this.jdbc = new JdbcTemplate(SqlListener.pool(resources));
    this.script = connect(resources).getScript(StringCodec.INSTANCE);
    this.resources = resources;
  }

  static void listen(ContenderResources resources, AtomicLong done) throws ClientException {
    OrderListener.listen(resources, done, new RedisListener(resources)::deduct);
  }

  private static RedissonClient connect(ContenderResources resources) {
    Config config = new Config();
    config.setNettyThreads(2);
    config.useSingleServer().setAddress(resources.redisUrl());
    return Redisson.create(config);
  }

  /** Stock. */
  static void prepare(ContenderResources resources, List<String> skus) {
    RedissonClient redis = connect(resources);
    try {
      RBatch batch = redis.createBatch();
      for (String sku : skus) {
        var unused = // the batch has it
            batch
                .getBucket(stockKey(resources, sku), StringCodec.INSTANCE)
                .setAsync(Integer.toString(Workload.STOCK));
      }
      batch.execute();
    } finally {
      redis.shutdown();
    }
  }

  private static String stockKey(ContenderResources resources, String sku) {
    return resources.id() + ":stock:" + sku;
  }

  private StockResult deduct(OrderCreated order) {
    List<Object> keys = new ArrayList<>();
    List<Object> quantities = new ArrayList<>();
    List<Object> row = new ArrayList<>();
    List<StockMove> moves = new ArrayList<>();
    keys.add(resources.id() + ":order:" + order.orderId());
    for (OrderLine line : order.lines()) {
      keys.add(stockKey(resources, line.sku()));
      quantities.add(Integer.toString(line.quantity()));
      row.addAll(List.of(order.orderId(), line.sku(), line.quantity()));
      moves.add(new StockMove(line.sku(), line.quantity(), 0, 1));
    }
    Long sold =
        script.eval(
            RScript.Mode.READ_WRITE, DEDUCT, RScript.ReturnType.LONG, keys, quantities.toArray());
    if (sold == null || sold == 0) {
      return new DeductionRejected(
          order.orderId(), Instant.now(), DeductionRejected.Reason.OUT_OF_STOCK, List.of());
    }
    jdbc.update(
        "INSERT IGNORE INTO flow VALUES (?,?,?)" + ",(?,?,?)".repeat(moves.size() - 1),
        row.toArray());
    return new DeductionConfirmed(order.orderId(), Instant.now(), moves);
  }
}
