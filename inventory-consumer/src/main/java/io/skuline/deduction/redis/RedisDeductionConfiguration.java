package io.skuline.deduction.redis;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.OrderHomes;
import io.skuline.deduction.StockLevels;
import io.skuline.deduction.StoreStatus;
import io.skuline.store.ConditionalOnRedisEngine;
import java.time.Clock;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRedisEngine
@EnableConfigurationProperties(RedisProperties.class)
class RedisDeductionConfiguration {

  @Bean(destroyMethod = "shutdown")
  RedissonClient redisson(RedisProperties properties) {
    // A call to a node that is gone fails at once, and the other partitions go on without it.
    int retries = properties.partitions() == 1 ? 1 : 0;
    return RedisConnection.open(properties, retries, 32);
  }

  @Bean
  EpochGate gate(RedisProperties properties) {
    return new EpochGate(properties.partitions());
  }

  @Bean
  StoreStatus redisStatus(EpochGate gate) {
    return new EpochGateStatus(gate);
  }

  @Bean
  RedisStock redisStock(RedissonClient redis, RedisProperties properties) {
    return new RedisStock(redis, properties);
  }

  @Bean
  DriftAlarm driftAlarm(RedisStock stock, EpochGate gate) {
    return new RedisDriftAlarm(stock::fence, gate);
  }

  @Bean
  StockLevels redisStockLevels(RedisStock stock, EpochGate gate) {
    return new RedisStockLevels(stock, gate);
  }

  @Bean
  StaleReservations staleReservations(
      RedissonClient redis,
      RedisProperties properties,
      RedisStock stock,
      EpochGate gate,
      Clock clock) {
    Partitions partitions = Partitions.of(properties);
    return new StaleReservations(
        partitions,
        new AnswerBuckets(properties.rememberFor()),
        gate,
        epochs -> stock.reservations(epochs, StaleReservations.STALE),
        new DecideCall(redis, partitions, properties),
        clock,
        TimeSource.SYSTEM);
  }

  @Bean
  DeductionEngine redisDeductionEngine(
      RedissonClient redis,
      RedisProperties properties,
      RedisStock stock,
      AnswerArchive archive,
      EpochGate gate,
      Clock clock,
      ObjectProvider<OrderHomes> homes) {
    // With one partition, every order is at home there.
    OrderHomes known =
        properties.partitions() == 1
            ? OrderHomes.BY_FIRST_SKU
            : homes.getIfAvailable(() -> OrderHomes.BY_FIRST_SKU);
    return new RedisDeductionEngine(redis, properties, stock, archive, gate, clock, known);
  }
}
