package io.skuline.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.store.DatabaseTime;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

  @Bean
  DatabaseClock databaseClock(JdbcTemplate jdbc, Clock clock, MeterRegistry meters) {
    DatabaseClock database = new DatabaseClock(new DatabaseTime(jdbc)::now, clock);
    meter(database, meters);
    return database;
  }

  /** The intake asks every 5 seconds. */
  static void meter(DatabaseClock clock, MeterRegistry meters) {
    Gauge.builder(
            "skuline.clock.ahead",
            clock,
            c -> c.lastAhead().map(ahead -> ahead.toMillis() / 1000.0).orElse(Double.NaN))
        .description("How far this instance's clock is ahead of the database's, as last seen")
        .baseUnit("seconds")
        .register(meters);
  }

  /** This bean is named {@code clock} among the health indicators; readiness depends on it. */
  @Bean
  ClockHealth clockHealthIndicator(DatabaseClock clock) {
    return new ClockHealth(clock);
  }
}
