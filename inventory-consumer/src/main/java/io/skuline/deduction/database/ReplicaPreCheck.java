package io.skuline.deduction.database;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.deduction.StockLevel;
import java.util.Collection;
import java.util.Map;

/** Looks at a read replica: as outdated as its replication lags. */
final class ReplicaPreCheck implements PreCheck, AutoCloseable {

  private final HikariDataSource replica;
  private final DatabaseStockLevels levels;

  ReplicaPreCheck(HikariDataSource replica) {
    this.replica = replica;
    this.levels = new DatabaseStockLevels(replica);
  }

  @Override
  public Map<String, StockLevel> glance(Collection<String> skus) {
    return levels.of(skus);
  }

  @Override
  public void close() {
    replica.close();
  }
}
