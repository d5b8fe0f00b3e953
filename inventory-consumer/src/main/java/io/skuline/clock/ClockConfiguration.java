package io.skuline.clock;

import io.skuline.store.DatabaseTime;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

  @Bean
  DatabaseClock databaseClock(JdbcTemplate jdbc, Clock clock) {
    return new DatabaseClock(new DatabaseTime(jdbc)::now, clock);
  }

  /** This bean is named {@code clock} among the health indicators; readiness depends on it. */
  @Bean
  ClockHealth clockHealthIndicator(DatabaseClock clock) {
    return new ClockHealth(clock);
  }
}
