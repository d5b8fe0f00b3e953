package io.skuline.bench.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.bench.SqlPerOrder;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.process.JdbcAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.jdbc.core.JdbcTemplate;

/** Stores one order per transaction, see {@link SqlPerOrder}. */
final class OneByOne implements Writer {

  private final List<String> skus;
  private final int units;
  private final HikariDataSource pool;
  private final JdbcTemplate jdbc;
  private final SqlPerOrder sql;
  private final Threads threads;
  private List<OrderCreated> orders = List.of();

  OneByOne(JdbcAccess access, String database, List<String> skus, int units, int connections) {
    this.skus = skus;
    this.units = units;
    this.pool =
        SqlPerOrder.pool(
            access.urlOfCreated(database), access.user(), access.password(), connections);
    this.jdbc = new JdbcTemplate(pool);
    this.sql = new SqlPerOrder(pool);
    this.threads = new Threads(connections);
    SqlPerOrder.createTables(jdbc);
  }

  @Override
  public String title() {
    return "one transaction per order";
  }

  @Override
  public void prepare(int count, long seed) {
    Tables.empty(jdbc, "stock");
    Tables.empty(jdbc, "flow");
    SqlPerOrder.stock(jdbc, skus, units);
    SplittableRandom random = new SplittableRandom(seed);
    List<OrderCreated> made = new ArrayList<>(count);
    for (int order = 0; order < count; order++) {
      OrderLine line = new OrderLine(skus.get(random.nextInt(skus.size())), 1);
      made.add(new OrderCreated("order-" + seed + "-" + order, Instant.now(), List.of(line)));
    }
    orders = made;
  }

  @Override
  public void write() {
    threads.each(orders, this::sell);
  }

  private void sell(OrderCreated order) {
    if (!sql.deduct(order)) {
      throw new IllegalStateException("There was enough for " + order);
    }
  }

  @Override
  public void check() {
    long rows = number("SELECT COUNT(*) FROM flow");
    long wrong =
        number(
            "SELECT COUNT(*) FROM stock s LEFT JOIN (SELECT sku_id, SUM(quantity) AS units"
                + " FROM flow GROUP BY sku_id) f ON f.sku_id = s.sku_id"
                + " WHERE s.available + COALESCE(f.units, 0) <> "
                + units);
    if (rows != orders.size() || wrong > 0) {
      throw new IllegalStateException(
          "%d movements, not %d; %d SKUs do not add up".formatted(rows, orders.size(), wrong));
    }
  }

  private long number(String query) {
    Long number = jdbc.queryForObject(query, Long.class);
    return number == null ? 0 : number;
  }

  @Override
  public void close() {
    threads.close();
    pool.close();
  }
}
