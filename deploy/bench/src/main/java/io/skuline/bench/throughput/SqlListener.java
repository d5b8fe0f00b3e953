package io.skuline.bench.throughput;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.bench.SqlPerOrder;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.ClientException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A listener that runs, per order, one transaction, see {@link SqlPerOrder}, then one send. */
final class SqlListener {

  private SqlListener() {}

  static void listen(ContenderResources resources, AtomicLong done) throws ClientException {
    SqlPerOrder sql = new SqlPerOrder(pool(resources));
    OrderListener.listen(
        resources, done, order -> sql.deduct(order) ? confirmed(order) : rejected(order));
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
