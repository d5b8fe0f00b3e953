package io.skuline.hot;

import io.skuline.concurrent.TimeSource;
import io.skuline.store.DatabaseTime;
import io.skuline.store.HotSkuActionTable;
import io.skuline.store.HotSkuTable;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HotSkuProperties.class)
class HotSkuConfiguration {

  @Bean
  HotSkuService hotSkuService(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      HotSkuProperties properties,
      ObjectProvider<HotSkuService.Divisions> divisions,
      Clock clock) {
    return new HotSkuService(
        new HotSkuTable(jdbc),
        new HotSkuActionTable(jdbc),
        transaction(transactions),
        properties,
        divisions.getIfAvailable(() -> HotSkuService.Divisions.NONE),
        new DatabaseTime(jdbc)::now,
        clock);
  }

  @Bean
  OrderRates orderRates(HotSkuProperties properties) {
    return properties.auto() ? new OrderRates() : OrderRates.NONE;
  }

  @Bean
  @ConditionalOnBooleanProperty("skuline.hot.auto")
  HotSkuWatch hotSkuWatch(HotSkuService hot, OrderRates rates, HotSkuProperties properties) {
    return new HotSkuWatch(
        rates,
        properties.autoRate(),
        (sku, extendOnly, note) ->
            hot.keep(sku, properties.autoFor(), extendOnly, "skuline.hot.auto", note),
        TimeSource.SYSTEM);
  }

  /** Whoever gets the lock must see what the one before has stored. */
  static TransactionTemplate transaction(PlatformTransactionManager transactions) {
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    return transaction;
  }
}
