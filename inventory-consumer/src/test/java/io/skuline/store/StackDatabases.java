package io.skuline.store;

import io.skuline.event.StockLevel;
import io.skuline.stack.Stack;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Databases of tests, on the database server of their stack. */
public final class StackDatabases {

  private StackDatabases() {}

  /** Creates a database of its own name, with the service's tables. */
  public static DriverManagerDataSource migrated(Stack stack, String stem) {
    String url = MigratedDatabases.url(stack, stem + "_" + Long.toHexString(System.nanoTime()));
    return new DriverManagerDataSource(url, stack.jdbcUser(), stack.jdbcPassword());
  }

  /** Returns the stock rows of a database, by SKU. */
  public static Map<String, StockLevel> stock(JdbcTemplate jdbc) {
    Map<String, StockLevel> stock = new HashMap<>();
    jdbc.query(
        "SELECT sku_id, available, last_sequence FROM stock",
        row -> {
          stock.put(row.getString(1), new StockLevel(row.getLong(2), row.getLong(3)));
        });
    return stock;
  }
}
