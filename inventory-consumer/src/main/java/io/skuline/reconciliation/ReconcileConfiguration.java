package io.skuline.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.broker.Time;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.redis.Gate;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.ledger.JournalMarks;
import io.skuline.recovery.EpochTable;
import io.skuline.recovery.LeaderLock;
import io.skuline.shard.Shards;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ReconcileProperties.class, RedisProperties.class})
class ReconcileConfiguration {

  /** Where Redis decides, and a journal lies between it and the database. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(
      name = "skuline.deduction.engine",
      havingValue = "redis",
      matchIfMissing = true)
  static class OverRedis {

    @Bean
    DecidedStock decidedInRedis(RedisStock redis, Gate gate, JdbcTemplate jdbc) {
      return new InRedis(redis, gate, new EpochTable(jdbc));
    }

    @Bean
    LedgerProbe journalProbe(JournalMarks marks) {
      return new JournalProbe(marks);
    }
  }

  /** Where the database decides. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "skuline.deduction.engine", havingValue = "database")
  static class OverDatabase {

    @Bean
    DecidedStock decidedInDatabase() {
      return new InDatabase();
    }

    @Bean
    LedgerProbe nothingUnderWay() {
      return LedgerProbe.NOTHING_UNDER_WAY;
    }
  }

  @Bean
  Quarantine quarantine(
      Shards shards,
      DecidedStock decided,
      LedgerProbe probe,
      ObjectProvider<DriftAlarm> alarm,
      ReconcileProperties properties,
      Clock clock) {
    return new Quarantine(
        new SqlStoredStock(shards),
        new SqlQuarantines(shards, clock),
        decided,
        probe,
        alarm.getIfAvailable(() -> DriftAlarm.NONE),
        properties.patience(),
        clock);
  }

  @Bean
  Reconciler reconciler(
      Shards shards,
      DataSource database,
      DecidedStock decided,
      LedgerProbe probe,
      Quarantine quarantine,
      ObjectProvider<DriftAlarm> alarm,
      ReconcileProperties properties,
      RedisProperties redis,
      MeterRegistry meters,
      Clock clock) {
    LateSkus late = new LateSkus(Time.SYSTEM);
    ReconcileMetrics metrics = new ReconcileMetrics(meters, late);
    Pass pass =
        new Pass(
            new SqlStoredStock(shards),
            decided,
            quarantine,
            late,
            probe,
            alarm.getIfAvailable(() -> DriftAlarm.NONE),
            properties,
            metrics,
            clock,
            Time.SYSTEM);
    LeaderLock leader = new LeaderLock(database, "skuline.reconcile." + redis.namespace());
    return new Reconciler(pass, leader, quarantine, late, properties, metrics, Time.SYSTEM);
  }
}
