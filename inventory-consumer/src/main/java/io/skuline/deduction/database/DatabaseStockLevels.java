package io.skuline.deduction.database;

import io.skuline.deduction.StockLevels;
import io.skuline.event.StockLevel;
import io.skuline.store.DividedStockTable;
import io.skuline.store.StockTable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads stock from the databases that decide it. */
final class DatabaseStockLevels implements StockLevels {

  private final Databases databases;

  DatabaseStockLevels(Databases databases) {
    this.databases = databases;
  }

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    Map<String, StockLevel> levels = new HashMap<>();
    databases
        .layout()
        .split(skus)
        .forEach((shard, some) -> levels.putAll(read(databases.each().get(shard), some)));
    return levels;
  }

  /**
   * Returns the levels of those SKUs that exist and whose units are all in one row.
   *
   * @throws io.skuline.deduction.DeductionUnavailableException if a database does not answer
   */
  Map<String, StockLevel> undivided(Collection<String> skus) {
    Map<String, StockLevel> levels = new HashMap<>();
    try {
      databases
          .layout()
          .split(skus)
          .forEach((shard, some) -> levels.putAll(table(shard).undivided(some)));
    } catch (DataAccessException e) {
      throw SqlFailure.giveUp(e);
    }
    return levels;
  }

  private DividedStockTable table(int shard) {
    return new DividedStockTable(new JdbcTemplate(databases.each().get(shard)));
  }

  /**
   * @throws io.skuline.deduction.DeductionUnavailableException if one of them does not answer
   */
  void requireAll() {
    // No SKU has this name: the question is only whether the database answers.
    databases.each().forEach(database -> read(database, List.of("!")));
  }

  private static Map<String, StockLevel> read(DataSource database, List<String> skus) {
    try {
      return new StockTable(new JdbcTemplate(database)).levels(skus);
    } catch (DataAccessException e) {
      throw SqlFailure.giveUp(e);
    }
  }
}
