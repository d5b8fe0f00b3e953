package io.skuline.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.ledger.JournalMarks;
import io.skuline.store.ConditionalOnDatabaseEngine;
import io.skuline.store.ConditionalOnRedisEngine;
import io.skuline.store.EpochTable;
import io.skuline.store.NamedLock;
import io.skuline.store.QuarantineListener;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.SqlQuarantines;
import io.skuline.store.SqlStoredStock;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ReconcileProperties.class, RedisProperties.class})
class ReconcileConfiguration {

  /**
   * The beans for stock that is decided in Redis, with a journal between Redis and the database.
   */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnRedisEngine
  static class OverRedis {

    @Bean
    LiveStock decidedInRedis(RedisStock redis, EpochGate gate, EpochTable epochs) {
      return new RedisLiveStock(redis, gate, epochs);
    }

    @Bean
    LedgerProbe journalProbe(JournalMarks marks) {
      return new JournalProbe(marks);
    }
  }

  /** The beans for stock that is decided in the database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnDatabaseEngine
  static class OverDatabase {

    @Bean
    LiveStock decidedInDatabase() {
      return new DatabaseLiveStock();
    }

    @Bean
    LedgerProbe nothingUnderWay() {
      return LedgerProbe.NOTHING_UNDER_WAY;
    }
  }

  @Bean
  QuarantineService quarantine(
      Shards shards,
      LiveStock decided,
      LedgerProbe probe,
      ObjectProvider<DriftAlarm> alarm,
      ReconcileProperties properties,
      Clock clock,
      QuarantineListener replayer) {
    return new QuarantineService(
        new SqlStoredStock(shards),
        new SqlQuarantines(shards, clock),
        decided,
        probe,
        alarm.getIfAvailable(() -> DriftAlarm.NONE),
        properties.patience(),
        clock,
        replayer);
  }

  @Bean
  Reconciler reconciler(
      Shards shards,
      DataSource database,
      LiveStock decided,
      LedgerProbe probe,
      QuarantineService quarantine,
      ObjectProvider<DriftAlarm> alarm,
      ReconcileProperties properties,
      RedisProperties redis,
      MeterRegistry meters,
      Clock clock) {
    LaggingSkus late = new LaggingSkus(TimeSource.SYSTEM);
    ReconcileMetrics metrics = new ReconcileMetrics(meters, late);
    ReconciliationPass pass =
        new ReconciliationPass(
            new SqlStoredStock(shards),
            decided,
            quarantine,
            late,
            probe,
            alarm.getIfAvailable(() -> DriftAlarm.NONE),
            properties,
            metrics,
            clock,
            TimeSource.SYSTEM);
    NamedLock leader = new NamedLock(database, "skuline.reconcile." + redis.namespace());
    ReconcilePassTable passes = new ReconcilePassTable(new JdbcTemplate(database));
    return new Reconciler(
        pass, leader, quarantine, late, properties, metrics, passes, TimeSource.SYSTEM);
  }
}
