package io.skuline.ledger;

import java.time.Clock;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code ledger_anomaly}. */
final class AnomalyTable {

  private static final int MAX_DETAIL = 1024;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  AnomalyTable(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(String orderId, String sku, String detail) {
    String cut = detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL);
    jdbc.update(
        "INSERT INTO ledger_anomaly (order_id, sku_id, detail, seen_at) VALUES (?,?,?,?)",
        orderId,
        sku,
        cut,
        clock.millis());
  }
}
