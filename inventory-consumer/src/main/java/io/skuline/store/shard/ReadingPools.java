package io.skuline.store.shard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A few connections of their own to every shard, for reads that people wait for. They take nothing
 * from those that decide and store, and they fail soon instead of making anybody wait. While a
 * database is known to be away, they fail at once.
 */
public final class ReadingPools implements AutoCloseable {

  private static final int CONNECTIONS = 4;
  private static final int PATIENCE_MILLIS = 1000;
  private static final int STATEMENT_SECONDS = 2;

  /** Longer than a statement may take: it is for a server that says nothing any more. */
  private static final int SILENCE_MILLIS = 4000;

  /** Connections that are refused while any database is away: a page needs most of them. */
  private final class Refusing extends DelegatingDataSource {

    Refusing(DataSource pool) {
      super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (away) {
        throw new SQLTransientConnectionException("it did not answer a moment ago");
      }
      return super.getConnection();
    }
  }

  private final List<HikariDataSource> opened = new ArrayList<>();
  private final Shards shards;
  private final JdbcTemplate home;
  private final JdbcTemplate notes;
  private volatile boolean away;

  /**
   * @param home the home database, which may be a shard, too
   * @param name the beginning of the pools' names
   */
  public ReadingPools(Shards of, HikariDataSource home, String name) {
    IdentityHashMap<DataSource, DataSource> pools = new IdentityHashMap<>();
    pools.put(home, new Refusing(open(home, name, CONNECTIONS, true)));
    List<Shard> reading = new ArrayList<>();
    for (Shard shard : of.all()) {
      DataSource pool =
          pools.computeIfAbsent(
              shard.primary(),
              primary ->
                  new Refusing(
                      open(
                          (HikariDataSource) primary,
                          name + "-" + shard.number(),
                          CONNECTIONS,
                          true)));
      reading.add(shard.reading(pool, STATEMENT_SECONDS));
    }
    this.shards = new Shards(of.layout(), reading);
    this.home = new JdbcTemplate(pools.get(home));
    this.home.setQueryTimeout(STATEMENT_SECONDS);
    this.notes = new JdbcTemplate(new Refusing(open(home, name + "-notes", 1, false)));
    this.notes.setQueryTimeout(STATEMENT_SECONDS);
  }

  /** Returns the home database over these connections. */
  public JdbcTemplate home() {
    return home;
  }

  /** Returns the home database over one more connection, which may also write. */
  public JdbcTemplate notes() {
    return notes;
  }

  /** Returns the same shards over these connections. */
  public Shards shards() {
    return shards;
  }

  /**
   * Asks every database whether it answers; until it is asked again, this decides whether there are
   * connections.
   *
   * @throws org.springframework.dao.DataAccessException if one does not answer
   */
  public void probe() {
    boolean answered = false;
    try {
      for (HikariDataSource pool : opened) {
        JdbcTemplate jdbc = new JdbcTemplate(pool);
        jdbc.setQueryTimeout(STATEMENT_SECONDS);
        jdbc.queryForObject("SELECT 1", Integer.class);
      }
      answered = true;
    } finally {
      away = !answered;
    }
  }

  /** Its own settings are set one by one: a copy would share the properties of the driver. */
  private HikariDataSource open(
      HikariDataSource primary, String name, int connections, boolean readOnly) {
    HikariConfig config = new HikariConfig();
    primary
        .getDataSourceProperties()
        .forEach((k, v) -> config.addDataSourceProperty((String) k, v));
    config.addDataSourceProperty("connectTimeout", PATIENCE_MILLIS);
    config.addDataSourceProperty("socketTimeout", SILENCE_MILLIS);
    config.setJdbcUrl(primary.getJdbcUrl());
    config.setUsername(primary.getUsername());
    config.setPassword(primary.getPassword());
    config.setTransactionIsolation(primary.getTransactionIsolation());
    config.setPoolName(name);
    config.setReadOnly(readOnly);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setValidationTimeout(PATIENCE_MILLIS);
    config.setInitializationFailTimeout(-1);
    HikariDataSource pool = new HikariDataSource(config);
    opened.add(pool);
    return pool;
  }

  @Override
  public void close() {
    opened.forEach(HikariDataSource::close);
  }
}
