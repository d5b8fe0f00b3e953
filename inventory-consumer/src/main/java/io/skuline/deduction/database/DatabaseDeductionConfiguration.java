package io.skuline.deduction.database;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.StockLevels;
import java.time.Clock;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Needs no Redis. All instances of a system must use the same engine. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "skuline.deduction.engine", havingValue = "database")
@EnableConfigurationProperties(DatabaseDeductionProperties.class)
class DatabaseDeductionConfiguration {

  @Bean
  DeductionEngine databaseDeductionEngine(
      DataSource dataSource, ObjectProvider<PreCheck> preCheck, Clock clock) {
    return new DatabaseDeductionEngine(
        dataSource, preCheck.getIfAvailable(() -> PreCheck.NONE), clock);
  }

  @Bean
  StockLevels databaseStockLevels(DataSource dataSource) {
    return new DatabaseStockLevels(dataSource);
  }

  /** Named {@code stock} among the health indicators; readiness rests on it. */
  @Bean("stock")
  HealthIndicator databaseStockHealth(StockLevels levels) {
    return () -> {
      try {
        // No SKU has this name: asked is only whether there is an answer.
        levels.of(Set.of("!"));
        return Health.up().withDetail("engine", "database").build();
      } catch (RuntimeException e) {
        return Health.outOfService().withDetail("reason", e.getMessage()).build();
      }
    };
  }
}
