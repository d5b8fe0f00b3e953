package io.skuline.start;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StartConfiguration {

  /** Everything that needs the database comes after its migration. */
  @Bean
  FlywayMigrationStrategy migrationOfADatabaseThatIsThere(HikariDataSource home) {
    return flyway -> {
      HomeDatabase.of(home).await();
      flyway.migrate();
    };
  }
}
