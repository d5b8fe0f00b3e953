package io.skuline.deduction.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table {@code quarantine}, as far as a decision asks it. */
final class QuarantineTable {

  private QuarantineTable() {}

  /**
   * Those of the SKUs that are in quarantine. To be asked when their rows are locked: who puts a
   * SKU into quarantine locks its row first.
   */
  static Set<String> among(Connection connection, Collection<String> skus) throws SQLException {
    Set<String> held = new HashSet<>();
    for (List<String> some : Sql.chunks(List.copyOf(skus))) {
      String sql =
          "SELECT open_sku FROM quarantine WHERE open_sku IN ("
              + Sql.placeholders(some.size())
              + ")";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        Sql.bind(statement, some);
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            held.add(result.getString(1));
          }
        }
      }
    }
    return held;
  }
}
