package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.StockLevels;
import java.time.Clock;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    name = "skuline.deduction.engine",
    havingValue = "redis",
    matchIfMissing = true)
@EnableConfigurationProperties(RedisProperties.class)
class RedisDeductionConfiguration {

  /** Connects at first use, so that the service starts before Redis does. */
  @Bean(destroyMethod = "shutdown")
  RedissonClient redisson(RedisProperties properties) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE).setThreads(2).setNettyThreads(2);
    config.setLazyInitialization(true);
    config.setUsername(properties.username()).setPassword(properties.password());
    int timeoutMillis = Math.toIntExact(properties.timeout().toMillis());
    config
        .useSingleServer()
        .setAddress(properties.url())
        .setTimeout(timeoutMillis)
        .setConnectTimeout(timeoutMillis)
        .setRetryAttempts(1)
        .setConnectionMinimumIdleSize(4)
        .setConnectionPoolSize(32)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1);
    return Redisson.create(config);
  }

  @Bean
  Gate gate() {
    return new Gate();
  }

  @Bean
  RedisStock redisStock(RedissonClient redis, RedisProperties properties) {
    return new RedisStock(redis, properties);
  }

  @Bean
  StockLevels redisStockLevels(RedisStock stock, Gate gate) {
    return skus -> stock.read(gate.requireOpen().epoch(), skus);
  }

  @Bean
  DeductionEngine redisDeductionEngine(
      RedissonClient redis,
      RedisProperties properties,
      AnswerArchive archive,
      Gate gate,
      Clock clock) {
    return new RedisDeductionEngine(redis, properties, archive, gate, clock);
  }
}
