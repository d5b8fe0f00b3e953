package io.skuline.bench.throughput;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.bench.SqlPerOrder;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.ConsumeResult;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.springframework.jdbc.core.JdbcTemplate;

/** A listener that runs, per order, one transaction, see {@link SqlPerOrder}, then one send. */
final class SqlListener {

  private static final EventCodec CODEC = new EventCodec();

  private final SqlPerOrder sql;
  private final Producer producer;
  private final ContenderResources resources;
  private final AtomicLong done;

  private SqlListener(ContenderResources resources, AtomicLong done) throws ClientException {
    this.sql = new SqlPerOrder(pool(resources));
    this.producer = Rocket.producer(resources);
    this.resources = resources;
    this.done = done;
  }

  static void listen(ContenderResources resources, AtomicLong done) throws ClientException {
    SqlListener listener = new SqlListener(resources, done);
    Rocket.push(resources, listener::consume);
  }

  static HikariDataSource pool(ContenderResources resources) {
    return SqlPerOrder.pool(
        resources.jdbcUrl(), resources.jdbcUser(), resources.jdbcPassword(), Rocket.THREADS);
  }

  /** Creates tables and stock. */
  static void prepare(JdbcTemplate jdbc, List<String> skus) {
    SqlPerOrder.createTables(jdbc);
    SqlPerOrder.stock(jdbc, skus, Workload.STOCK);
  }

  private ConsumeResult consume(MessageView message) {
    try {
      OrderCreated order = (OrderCreated) CODEC.decode(message.getBody());
      StockResult result = sql.deduct(order) ? confirmed(order) : rejected(order);
      producer.send(
          WireMessage.of(result, CODEC, "/bench")
              .toMessage(Rocket.provider(), resources.results()));
      done.incrementAndGet();
      return ConsumeResult.SUCCESS;
    } catch (ClientException | RuntimeException e) {
      System.err.println(e);
      return ConsumeResult.FAILURE;
    }
  }

  private static StockResult confirmed(OrderCreated order) {
    List<StockMove> moves =
        order.lines().stream()
            .map(line -> new StockMove(line.sku(), line.quantity(), 0, 1))
            .toList();
    return new DeductionConfirmed(order.orderId(), Instant.now(), moves);
  }

  private static StockResult rejected(OrderCreated order) {
    return new DeductionRejected(
        order.orderId(), Instant.now(), DeductionRejected.Reason.OUT_OF_STOCK, List.of());
  }
}
