package io.skuline.deduction.database;

import io.skuline.store.LockingSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table {@code quarantine}, as far as a decision asks it. */
final class QuarantineLookup {

  private QuarantineLookup() {}

  /**
   * Those of the SKUs that are in quarantine. To be asked when the rows are locked that are to be
   * moved: who puts a SKU into quarantine locks its row first.
   */
  static Set<String> among(Connection connection, Collection<String> skus) throws SQLException {
    Set<String> held = new HashSet<>();
    for (List<String> some : LockingSql.chunks(List.copyOf(skus))) {
      LockingSql.query(
          connection,
          "SELECT open_sku FROM quarantine WHERE open_sku IN (%s)",
          some,
          row -> held.add(row.getString(1)));
    }
    return held;
  }
}
