package io.skuline.recovery;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The open rows of the table {@code quarantine}. */
final class OpenQuarantines {

  private final JdbcTemplate jdbc;

  OpenQuarantines(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  List<String> skus() {
    return jdbc.queryForList(
        "SELECT open_sku FROM quarantine WHERE open_sku IS NOT NULL ORDER BY open_sku",
        String.class);
  }
}
