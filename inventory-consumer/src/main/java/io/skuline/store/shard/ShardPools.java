package io.skuline.store.shard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections to the shards and their replicas, set up like those of {@code spring.datasource}.
 */
final class ShardPools implements AutoCloseable {

  private static final int REPLICA_CONNECTIONS = 8;
  private static final int REPLICA_PATIENCE_MILLIS = 250;

  private final List<HikariDataSource> opened = new ArrayList<>();
  private final List<Shard> shards = new ArrayList<>();

  ShardPools(ShardsProperties properties, HikariDataSource home) {
    for (ShardsProperties.Database database : properties.databases()) {
      int number = shards.size();
      HikariDataSource primary = database.isHome() ? home : primary(number, database, home);
      shards.add(new Shard(number, primary, replica(number, database.replica(), primary)));
    }
  }

  List<Shard> shards() {
    return shards;
  }

  private HikariDataSource primary(
      int number, ShardsProperties.Database database, HikariDataSource home) {
    HikariConfig config = copy(home, "shard-" + number);
    config.setJdbcUrl(database.url());
    setUser(config, database.username(), database.password());
    return open(config);
  }

  private @Nullable DataSource replica(
      int number, ShardsProperties.@Nullable Replica replica, HikariDataSource primary) {
    if (replica == null) {
      return null;
    }
    HikariConfig config = copy(primary, "replica-" + number);
    config.setJdbcUrl(replica.url());
    setUser(config, replica.username(), replica.password());
    config.setReadOnly(true);
    config.setMaximumPoolSize(REPLICA_CONNECTIONS);
    config.setConnectionTimeout(REPLICA_PATIENCE_MILLIS);
    return open(config);
  }

  private static HikariConfig copy(HikariDataSource of, String name) {
    HikariConfig config = new HikariConfig();
    of.copyStateTo(config);
    config.setPoolName(name);
    // The service starts without this database, too.
    config.setInitializationFailTimeout(-1);
    return config;
  }

  private static void setUser(
      HikariConfig config, @Nullable String username, @Nullable String password) {
    if (username != null) {
      config.setUsername(username);
    }
    if (password != null) {
      config.setPassword(password);
    }
  }

  private HikariDataSource open(HikariConfig config) {
    HikariDataSource pool = new HikariDataSource(config);
    opened.add(pool);
    return pool;
  }

  @Override
  public void close() {
    opened.forEach(HikariDataSource::close);
  }
}
