package io.skuline.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The solution that one would write first: one transaction per order, with an insert of what was
 * sold and a conditional update per line. The hot row is locked last, so for as short a time as
 * possible.
 */
public final class SqlPerOrder {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  /**
   * Creates the solution.
   *
   * @param pool connections of {@link #pool}
   */
  public SqlPerOrder(HikariDataSource pool) {
    this.jdbc = new JdbcTemplate(pool);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /** Returns a pool of connections that are READ COMMITTED. */
  public static HikariDataSource pool(String url, String user, String password, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool.setMaximumPoolSize(connections);
    return pool;
  }

  /** Creates the tables {@code stock} and {@code flow}. */
  public static void createTables(JdbcTemplate jdbc) {
    jdbc.execute(
        "CREATE TABLE stock (sku_id VARCHAR(64) NOT NULL PRIMARY KEY, available BIGINT NOT NULL)"
            + " ENGINE=InnoDB");
    jdbc.execute(
        "CREATE TABLE flow (order_id VARCHAR(64) NOT NULL, sku_id VARCHAR(64) NOT NULL,"
            + " quantity INT NOT NULL, PRIMARY KEY (order_id, sku_id)) ENGINE=InnoDB");
  }

  /** Gives each of the SKUs, which have no stock yet, this many units. */
  public static void stock(JdbcTemplate jdbc, Collection<String> skus, long units) {
    jdbc.batchUpdate(
        "INSERT INTO stock VALUES (?, " + units + ")",
        skus.stream().map(sku -> new Object[] {sku}).toList());
  }

  /**
   * Sells an order completely or not at all. An order that was sold before counts as sold.
   *
   * @return whether it is sold
   */
  public boolean deduct(OrderCreated order) {
    try {
      Boolean sold =
          transaction.execute(
              status -> {
                boolean all = deductLines(order);
                if (!all) {
                  status.setRollbackOnly();
                }
                return all;
              });
      return Boolean.TRUE.equals(sold);
    } catch (DuplicateKeyException repeated) {
      return true;
    }
  }

  private boolean deductLines(OrderCreated order) {
    List<OrderLine> sorted = new ArrayList<>(order.lines());
    sorted.sort(Comparator.comparing(OrderLine::sku));
    for (OrderLine line : sorted) {
      jdbc.update("INSERT INTO flow VALUES (?,?,?)", order.orderId(), line.sku(), line.quantity());
      int updated =
          jdbc.update(
              "UPDATE stock SET available = available - ? WHERE sku_id = ? AND available >= ?",
              line.quantity(),
              line.sku(),
              line.quantity());
      if (updated == 0) {
        return false;
      }
    }
    return true;
  }
}
