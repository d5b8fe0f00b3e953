package io.skuline.hot;

import io.skuline.store.HotSkuActionTable;
import io.skuline.store.HotSkuTable;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The service of hot SKUs over any database, with a notice of 10 minutes. */
public final class HotSkuServiceOver {

  private HotSkuServiceOver() {}

  public static HotSkuService database(DataSource database, Clock clock) {
    return database(database, clock, (sku, buckets) -> {});
  }

  static HotSkuService database(
      DataSource database, Clock clock, HotSkuService.Divisions divisions) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    return new HotSkuService(
        new HotSkuTable(jdbc),
        new HotSkuActionTable(jdbc),
        HotSkuConfiguration.transaction(new JdbcTransactionManager(database)),
        new HotSkuProperties(Duration.ofMinutes(10), false, 300, Duration.ofHours(1), false, 5000),
        divisions,
        clock::instant,
        clock);
  }
}
