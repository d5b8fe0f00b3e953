package io.skuline.console;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.StoreStatus;
import io.skuline.login.LoginConfiguration;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The console on a port of its own, over stock, movements and dead letters in memory. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(LoginConfiguration.class)
@ComponentScan(
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.ASSIGNABLE_TYPE,
            classes = ConsoleDatabaseConfiguration.class))
class ConsoleTestApplication {

  static final String PASSWORD = "of-this-test";
  static final String OPERATOR = "ann";
  static final String VIEWER = "vic";

  /** Strong hashes take long, which is their point; this one is not strong. */
  private static final String HASH = "{bcrypt}" + cheapHash();

  static ConfigurableApplicationContext open(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.endpoint.health.validate-group-membership=false",
                "--skuline.console.users[0].name=" + OPERATOR,
                "--skuline.console.users[0].password=" + HASH,
                "--skuline.console.users[0].role=operator",
                "--skuline.console.users[1].name=" + VIEWER,
                "--skuline.console.users[1].password=" + HASH));
    settings.addAll(List.of(more));
    return new SpringApplicationBuilder(ConsoleTestApplication.class)
        .run(settings.toArray(String[]::new));
  }

  private static String cheapHash() {
    return new BCryptPasswordEncoder(4).encode(PASSWORD);
  }

  /** The state of the stock, which tests set. */
  static final class FakeStock implements StoreStatus {

    volatile Status status = open();

    static Status open() {
      return new Status("redis", Phase.OPEN, 28, "", Instant.EPOCH, null);
    }

    @Override
    public Status now() {
      return status;
    }
  }

  @Bean
  FakeStock stock() {
    return new FakeStock();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EventCodec eventCodec() {
    return new EventCodec();
  }

  @Bean
  FakeStockBrowser stockBrowser() {
    return new FakeStockBrowser();
  }

  @Bean
  FakeDecidedStock decidedStock() {
    return new FakeDecidedStock();
  }

  @Bean
  FakeDeadLetterBrowser deadLetterBrowser() {
    return new FakeDeadLetterBrowser();
  }

  @Bean
  FakeDeadLetterOperations deadLetterOperations(FakeDeadLetterBrowser letters) {
    return new FakeDeadLetterOperations(letters);
  }

  @Bean
  ReconciliationInMemory reconciliation(FakeStockBrowser stock) {
    return new ReconciliationInMemory(stock);
  }

  @Bean
  FakeHotSkuActions hotSkuActions() {
    return new FakeHotSkuActions();
  }

  @Bean
  SamplesInMemory sampleExchange() {
    return new SamplesInMemory();
  }

  /** Tests say when the database is away. */
  @Bean
  DatabaseWatch databaseWatch(FakeStockBrowser database, Clock clock) {
    return new DatabaseWatch(() -> database.row("any"), clock, TimeSource.SYSTEM);
  }
}
