package io.skuline.console;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.SqlDeadLetterBrowser;
import io.skuline.reconciliation.QuarantineService;
import io.skuline.reconciliation.Reconciler;
import io.skuline.store.HotSkuActionTable;
import io.skuline.store.HotSkuActions;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.SaleSampleTable;
import io.skuline.store.SqlStockBrowser;
import io.skuline.store.StockBrowser;
import io.skuline.store.shard.ReadingPools;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What pages read of the databases; tests have something else in its place. */
@Configuration(proxyBeanMethods = false)
@Conditional(IfSomebodyCanLogIn.class)
class ConsoleDatabaseConfiguration {

  @Bean
  ReadingPools consoleDatabases(Shards shards, HikariDataSource home) {
    return new ReadingPools(shards, home, "console");
  }

  @Bean
  DatabaseWatch databaseWatch(ReadingPools databases, Clock clock) {
    return new DatabaseWatch(databases::probe, clock, TimeSource.SYSTEM);
  }

  @Bean
  StockBrowser stockBrowser(ReadingPools databases) {
    return new SqlStockBrowser(databases.shards());
  }

  @Bean
  DeadLetterBrowser deadLetterBrowser(ReadingPools databases) {
    return new SqlDeadLetterBrowser(databases.home());
  }

  @Bean
  HotSkuActions hotSkuActions(ReadingPools databases) {
    return new HotSkuActionTable(databases.home());
  }

  @Bean
  SampleExchange sampleExchange(ReadingPools databases) {
    return new TableSampleExchange(new SaleSampleTable(databases.notes()));
  }

  @Bean
  Reconciliation consoleReconciliation(
      Reconciler reconciler, ReadingPools databases, QuarantineService quarantine) {
    return new ServiceReconciliation(
        reconciler, new ReconcilePassTable(databases.home()), quarantine);
  }
}
