package io.skuline.reconcile;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.broker.Time;
import io.skuline.deduction.DriftAlarm;
import io.skuline.recovery.LeaderLock;
import io.skuline.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** Reconciliation over any database, which decides by itself, for tests of who asks it. */
public final class ReconcilerOver {

  private static final ReconcileProperties ON_REQUEST =
      new ReconcileProperties(false, 1000, Duration.ofMinutes(1), Duration.ofMinutes(10));

  private final DataSource database;
  private final Shards shards;

  public ReconcilerOver(DataSource database) {
    this.database = database;
    this.shards = Shards.single(database);
  }

  public Quarantine quarantine() {
    return new Quarantine(
        new SqlStoredStock(shards),
        new SqlQuarantines(shards, Clock.systemUTC()),
        new InDatabase(),
        LedgerProbe.NOTHING_UNDER_WAY,
        DriftAlarm.NONE,
        ON_REQUEST.patience(),
        Clock.systemUTC());
  }

  public Reconciler reconciler(Quarantine quarantine) {
    LateSkus late = new LateSkus(Time.SYSTEM);
    ReconcileMetrics metrics = new ReconcileMetrics(new SimpleMeterRegistry(), late);
    Pass pass =
        new Pass(
            new SqlStoredStock(shards),
            new InDatabase(),
            quarantine,
            late,
            LedgerProbe.NOTHING_UNDER_WAY,
            DriftAlarm.NONE,
            ON_REQUEST,
            metrics,
            Clock.systemUTC(),
            Time.SYSTEM);
    return new Reconciler(
        pass, new LeaderLock(database, "test"), quarantine, late, ON_REQUEST, metrics, Time.SYSTEM);
  }
}
