package io.skuline.deduction.database;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.event.StockLevel;
import io.skuline.stack.StackExtension;
import io.skuline.store.MigratedDatabases;
import io.skuline.store.StackDatabases;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A migrated database for one test class on the stack's server. */
final class TestDatabase implements AutoCloseable {

  private static final int CONNECTIONS = 20;

  private final HikariDataSource dataSource;
  private final JdbcTemplate jdbc;

  private TestDatabase(HikariDataSource dataSource) {
    this.dataSource = dataSource;
    this.jdbc = new JdbcTemplate(dataSource);
  }

  static TestDatabase create(String name) {
    HikariDataSource dataSource = new HikariDataSource();
    dataSource.setJdbcUrl(MigratedDatabases.url(StackExtension.shared(), name));
    dataSource.setUsername(StackExtension.shared().jdbcUser());
    dataSource.setPassword(StackExtension.shared().jdbcPassword());
    dataSource.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    dataSource.setMaximumPoolSize(CONNECTIONS);
    return new TestDatabase(dataSource);
  }

  DataSource dataSource() {
    return dataSource;
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  /** Removes all stock and all past. */
  void clear() {
    jdbc.update("DELETE FROM stock");
    jdbc.update("DELETE FROM movement");
    jdbc.update("DELETE FROM unmoved_answer");
  }

  Map<String, StockLevel> stock() {
    return StackDatabases.stock(jdbc);
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
