package io.skuline.reconciliation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DriftAlarm;
import io.skuline.store.NamedLock;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.SqlQuarantines;
import io.skuline.store.SqlStoredStock;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reconciliation over any database, which decides by itself, for tests of its callers. */
public final class ReconcilerOver {

  private static final ReconcileProperties ON_REQUEST =
      new ReconcileProperties(false, 1000, Duration.ofMinutes(1), Duration.ofMinutes(10));

  private final DataSource database;
  private final Shards shards;

  public ReconcilerOver(DataSource database) {
    this.database = database;
    this.shards = Shards.single(database);
  }

  public QuarantineService quarantine() {
    return new QuarantineService(
        new SqlStoredStock(shards),
        new SqlQuarantines(shards, Clock.systemUTC()),
        new DatabaseLiveStock(),
        LedgerProbe.NOTHING_UNDER_WAY,
        DriftAlarm.NONE,
        ON_REQUEST.patience(),
        Clock.systemUTC(),
        who -> {});
  }

  public Reconciler reconciler(QuarantineService quarantine) {
    LaggingSkus lagging = new LaggingSkus(TimeSource.SYSTEM);
    ReconcileMetrics metrics = new ReconcileMetrics(new SimpleMeterRegistry(), lagging);
    ReconciliationPass pass =
        new ReconciliationPass(
            new SqlStoredStock(shards),
            new DatabaseLiveStock(),
            quarantine,
            lagging,
            LedgerProbe.NOTHING_UNDER_WAY,
            DriftAlarm.NONE,
            ON_REQUEST,
            metrics,
            Clock.systemUTC(),
            TimeSource.SYSTEM);
    return new Reconciler(
        pass,
        new NamedLock(database, "test"),
        quarantine,
        lagging,
        ON_REQUEST,
        metrics,
        new ReconcilePassTable(new JdbcTemplate(database)),
        TimeSource.SYSTEM);
  }
}
