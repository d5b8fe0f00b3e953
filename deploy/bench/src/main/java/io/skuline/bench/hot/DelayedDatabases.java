package io.skuline.bench.hot;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.bench.SqlPerOrder;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.DatabaseProcess;
import io.skuline.stack.process.JdbcAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** Database servers with the service's tables, whose answers can be made to come later. */
final class DelayedDatabases implements AutoCloseable {

  private static final String NAME = "bench_rows";

  private final List<DatabaseProcess> servers = new ArrayList<>();
  private final List<DelayedServer> ways = new ArrayList<>();
  private final List<HikariDataSource> pools = new ArrayList<>();

  DelayedDatabases(int count, int connections) throws IOException {
    try {
      for (int server = 0; server < count; server++) {
        start(connections);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void start(int connections) throws IOException {
    DatabaseProcess server = DatabaseProcess.start(StackOptions.defaults());
    servers.add(server);
    JdbcAccess access = server.access();
    Flyway.configure()
        .dataSource(access.urlOfCreated(NAME), access.user(), access.password())
        .load()
        .migrate();
    DelayedServer way = new DelayedServer(access.port());
    ways.add(way);
    String url = JdbcAccess.plain(way.port(), access.user(), access.password()).url(NAME);
    pools.add(SqlPerOrder.pool(url, access.user(), access.password(), connections));
  }

  List<DataSource> pools() {
    return List.copyOf(pools);
  }

  /** Makes every call take longer. */
  void delay(double millis) {
    ways.forEach(way -> way.delay(millis));
  }

  /**
   * Requires that every commit is durable, and returns the version of the servers.
   *
   * @throws IllegalStateException if a commit is not durable
   */
  String requireDurable() {
    JdbcTemplate server = new JdbcTemplate(pools.get(0));
    String name = "innodb_flush_log_at_trx_commit";
    String setting = String.valueOf(server.queryForObject("SELECT @@" + name, String.class));
    if (!setting.equals("1")) {
      throw new IllegalStateException(name + " is " + setting + ", not 1");
    }
    return String.valueOf(server.queryForObject("SELECT @@version", String.class));
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
    ways.forEach(DelayedServer::close);
    servers.forEach(DatabaseProcess::close);
  }
}
