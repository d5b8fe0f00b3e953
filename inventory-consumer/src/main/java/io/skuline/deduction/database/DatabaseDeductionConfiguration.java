package io.skuline.deduction.database;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.StoreStatus;
import io.skuline.store.ConditionalOnDatabaseEngine;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.ShardPreparation;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The beans of the database engine, which needs no Redis. All instances of a system must use the
 * same engine.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDatabaseEngine
@EnableConfigurationProperties(DatabaseDeductionProperties.class)
class DatabaseDeductionConfiguration {

  @Bean
  DeductionEngine databaseDeductionEngine(
      Databases databases, PreCheck preCheck, HotRows hotRows, Clock clock) {
    return new DatabaseDeductionEngine(databases, preCheck, hotRows, clock);
  }

  @Bean
  Databases databases(Shards shards, ShardPreparation preparation) {
    return new Databases(
        shards.layout(), shards.all().stream().map(Shard::primary).toList(), preparation::require);
  }

  @Bean
  DatabaseStockLevels databaseStockLevels(Databases databases) {
    return new DatabaseStockLevels(databases);
  }

  @Bean
  StoreStatus databaseStatus(Databases databases, DatabaseStockLevels levels, Clock clock) {
    Instant start = clock.instant();
    return () -> {
      try {
        databases.requirePrepared();
        levels.requireAll();
        return new StoreStatus.Status("database", StoreStatus.Phase.OPEN, 0, "", start, null);
      } catch (RuntimeException e) {
        return new StoreStatus.Status(
            "database", StoreStatus.Phase.FENCED, 0, String.valueOf(e.getMessage()), start, null);
      }
    };
  }

  /** This bean is named {@code stock} among the health indicators; readiness depends on it. */
  @Bean("stock")
  HealthIndicator databaseStockHealth(StoreStatus databaseStatus) {
    return () -> {
      StoreStatus.Status status = databaseStatus.now();
      return status.phase() == StoreStatus.Phase.OPEN
          ? Health.up().withDetail("engine", "database").build()
          : Health.outOfService().withDetail("reason", status.reason()).build();
    };
  }
}
