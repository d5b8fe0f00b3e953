package io.skuline.store;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

  @Bean
  EpochTable epochTable(JdbcTemplate jdbc) {
    return new EpochTable(jdbc);
  }

  /** This runs before any message is received. */
  @Bean
  InitializingBean engineClaim(
      JdbcTemplate jdbc, @Value("${skuline.deduction.engine:redis}") String engine) {
    return () -> EngineClaim.require(jdbc, engine);
  }
}
