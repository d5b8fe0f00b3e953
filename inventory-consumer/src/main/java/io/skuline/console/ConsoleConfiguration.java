package io.skuline.console;

import io.skuline.audit.Audit;
import io.skuline.deduction.StockLevels;
import io.skuline.history.Fold;
import io.skuline.history.MovementHistory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  @Bean
  Audit audit(JdbcTemplate jdbc, StockLevels levels) {
    return new Audit(jdbc, levels);
  }

  @Bean
  MovementHistory movementHistory(JdbcTemplate jdbc) {
    return new MovementHistory(jdbc);
  }

  @Bean
  Fold fold(JdbcTemplate jdbc) {
    return new Fold(jdbc);
  }
}
