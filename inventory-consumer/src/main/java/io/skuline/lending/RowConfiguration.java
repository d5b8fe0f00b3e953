package io.skuline.lending;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DividedSkus;
import io.skuline.deduction.database.DatabaseDeductionProperties;
import io.skuline.deduction.database.Databases;
import io.skuline.deduction.database.HotRows;
import io.skuline.deduction.database.RowKeeper;
import io.skuline.event.InvalidEventException;
import io.skuline.hot.HotSkuProperties;
import io.skuline.hot.HotSkuService;
import io.skuline.store.ConditionalOnDatabaseEngine;
import io.skuline.store.HotSkuTable;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The beans that divide stock over several rows, with the database engine. They are there also if
 * nothing is to be divided: what was divided before is collected.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDatabaseEngine
class RowConfiguration {

  @Bean
  HotRows hotRows(
      Databases databases,
      DatabaseDeductionProperties properties,
      HotSkuProperties hot,
      Clock clock) {
    return new HotRows(databases, properties.database().buckets(), hot.lendLeast(), clock);
  }

  @Bean
  RowKeeper rowKeeper(HotRows rows, JdbcTemplate jdbc) {
    return new RowKeeper(rows, new HotSkuTable(jdbc), TimeSource.SYSTEM);
  }

  @Bean
  DividedSkus dividedSkus(HotRows rows) {
    return rows.divided();
  }

  /** Every hot SKU is divided alike. */
  @Bean
  HotSkuService.Divisions divisions() {
    return (sku, buckets) -> {
      throw new InvalidEventException(
          "buckets",
          "must be 1: with the database engine, skuline.deduction.database.buckets says over how"
              + " many rows the stock of every hot SKU is divided");
    };
  }
}
