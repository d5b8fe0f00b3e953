package io.skuline.console;

import io.skuline.audit.Audit;
import io.skuline.deduction.StockLevels;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

  @Bean
  Audit audit(JdbcTemplate jdbc, StockLevels levels) {
    return new Audit(jdbc, levels);
  }
}
