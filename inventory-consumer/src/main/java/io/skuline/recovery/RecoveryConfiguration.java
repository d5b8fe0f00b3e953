package io.skuline.recovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.clock.DatabaseClock;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.ledger.JournalMarks;
import io.skuline.messaging.BrokerProperties;
import io.skuline.store.ConditionalOnRedisEngine;
import io.skuline.store.EpochTable;
import io.skuline.store.HotSkuTable;
import io.skuline.store.NamedLock;
import io.skuline.store.QuarantineListener;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRedisEngine
class RecoveryConfiguration {

  /** This bean is named {@code stock} among the health indicators; readiness depends on it. */
  @Bean("stock")
  EpochGateHealth gateHealth(EpochGate gate, MeterRegistry meters) {
    new GateMetrics(gate).bindTo(meters);
    return new EpochGateHealth(gate);
  }

  /**
   * A message that is delivered again after its answer has been forgotten is still recognised by
   * the database, but only if the ledger had stored the answer by then. So Redis must remember for
   * longer than the broker delivers.
   */
  private static void requireLongMemory(RedisProperties redis, BrokerProperties broker) {
    if (redis.rememberFor().compareTo(broker.redeliveryHorizon()) <= 0) {
      throw new IllegalArgumentException(
          ("skuline.redis.remember-for (%s) must be longer than skuline.rocketmq.redelivery-horizon"
                  + " (%s), or an order that is delivered again could be decided twice: raise the"
                  + " first, or lower the second if the broker keeps messages for less")
              .formatted(redis.rememberFor(), broker.redeliveryHorizon()));
    }
  }

  /** The alarm that all parts of the service raise. */
  @Bean
  @Primary
  DriftAlarm lastingDriftAlarm(@Qualifier("driftAlarm") DriftAlarm redis, EpochTable epochs) {
    return new LastingDriftAlarm(epochs, redis);
  }

  @Bean
  Recovery recovery(
      EpochGate gate,
      DeductionEngine engine,
      RedisStock redis,
      RedisProperties properties,
      BrokerProperties brokerProperties,
      JournalMarks marks,
      Shards shards,
      DataSource database,
      EpochTable epochs,
      Clock clock,
      DatabaseClock databaseClock,
      MeterRegistry meters,
      ObjectProvider<QuarantineListener> waiting) {
    requireLongMemory(properties, brokerProperties);
    Rebuild rebuild =
        new Rebuild(
            epochs,
            marks,
            new DatabaseRebuildSource(
                shards,
                new HotSkuTable(new JdbcTemplate(database)),
                epochs,
                properties.partitions()),
            redis,
            gate,
            clock,
            databaseClock::now,
            TimeSource.SYSTEM,
            meters);
    NamedLock leader = new NamedLock(database, "skuline.rebuild." + properties.namespace());
    Runnable whenRebuilt = () -> waiting.forEach(each -> each.released("skuline"));
    return new Recovery(gate, engine, redis, epochs, leader, rebuild, marks, whenRebuilt);
  }
}
