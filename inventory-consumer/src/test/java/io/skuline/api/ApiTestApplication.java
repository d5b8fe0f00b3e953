package io.skuline.api;

import io.skuline.deadletter.DeadLetterService;
import io.skuline.deadletter.DeadLetterServiceOver;
import io.skuline.deadletter.QuarantineReplayer;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.FixedEpoch;
import io.skuline.deduction.StandingEpochs;
import io.skuline.deduction.StockLevels;
import io.skuline.deduction.StoreStatus;
import io.skuline.event.StockLevel;
import io.skuline.hot.HotSkuService;
import io.skuline.hot.HotSkuServiceOver;
import io.skuline.reconciliation.QuarantineService;
import io.skuline.reconciliation.Reconciler;
import io.skuline.reconciliation.ReconcilerOver;
import io.skuline.store.AnomalyReports;
import io.skuline.store.shard.Shards;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/**
 * The service's HTTP side on a port of its own, over a database that is unavailable and two SKUs.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@ComponentScan
class ApiTestApplication {

  static final String USER = "ann";
  static final String PASSWORD = "of-this-test";

  /** May look only; with the same password. */
  static final String VIEWER = "vic";

  static ConfigurableApplicationContext open(String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.endpoint.health.validate-group-membership=false",
                "--skuline.console.user=" + USER,
                "--skuline.console.password=" + PASSWORD,
                "--skuline.console.users[0].name=" + VIEWER,
                "--skuline.console.users[0].password={bcrypt}"
                    + new BCryptPasswordEncoder(4).encode(PASSWORD)));
    settings.addAll(List.of(more));
    return new SpringApplicationBuilder(ApiTestApplication.class)
        .run(settings.toArray(String[]::new));
  }

  /** There is no bean of type DataSource, because more beans would be built upon it. */
  record Databases(UnavailableDatabase unavailable) {}

  @Bean
  Databases databases() {
    return new Databases(new UnavailableDatabase());
  }

  @Bean
  Shards shards(Databases databases) {
    return Shards.single(databases.unavailable());
  }

  @Bean
  DeadLetterService deadLetterService(Databases databases) {
    return new DeadLetterServiceOver(databases.unavailable()).service();
  }

  @Bean
  QuarantineReplayer afterQuarantine(Databases databases) {
    return new DeadLetterServiceOver(databases.unavailable()).afterQuarantine();
  }

  @Bean
  QuarantineService quarantine(Databases databases) {
    return new ReconcilerOver(databases.unavailable()).quarantine();
  }

  @Bean
  Reconciler reconciler(Databases databases, QuarantineService quarantine) {
    return new ReconcilerOver(databases.unavailable()).reconciler(quarantine);
  }

  @Bean
  AnomalyReports anomalyReports(Shards shards) {
    return new AnomalyReports(shards, Clock.systemUTC());
  }

  @Bean
  HotSkuService hotSkus(Databases databases) {
    return HotSkuServiceOver.database(databases.unavailable(), Clock.systemUTC());
  }

  @Bean
  EventCodec eventCodec() {
    return new EventCodec();
  }

  @Bean
  StoreStatus storeStatus() {
    return () ->
        new StoreStatus.Status("redis", StoreStatus.Phase.OPEN, 1, "", Instant.EPOCH, null);
  }

  /** There are 5 of "known"; "fenced" and "defect" fail as their names say. */
  @Bean
  StandingEpochs standingEpochs() {
    return FixedEpoch.ONE;
  }

  @Bean
  StockLevels stockLevels() {
    return skus -> {
      Map<String, StockLevel> levels = new LinkedHashMap<>();
      for (String sku : skus) {
        switch (sku) {
          case "known" -> levels.put(sku, new StockLevel(5, 1));
          case "fenced" -> throw new DeductionUnavailableException("Redis cannot be asked");
          case "defect" -> throw new IllegalStateException("a secret");
          default -> {}
        }
      }
      return levels;
    };
  }
}
