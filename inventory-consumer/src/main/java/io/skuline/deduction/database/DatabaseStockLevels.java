package io.skuline.deduction.database;

import io.skuline.deduction.StockLevel;
import io.skuline.deduction.StockLevels;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;

/** Reads stock from the database that decides it. */
final class DatabaseStockLevels implements StockLevels {

  private final DataSource dataSource;
  private final StockTable stock = new StockTable();

  DatabaseStockLevels(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public Map<String, StockLevel> of(Collection<String> skus) {
    try (Connection connection = dataSource.getConnection()) {
      return stock.read(connection, skus);
    } catch (SQLException e) {
      throw SqlFailure.giveUp(e);
    }
  }
}
