package io.skuline.deduction.database;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.shard.Shard;
import io.skuline.shard.Shards;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.redisson.api.RedissonClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the database engine looks at first, if it is told to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "skuline.deduction.engine", havingValue = "database")
class PreCheckConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "skuline.deduction.precheck", havingValue = "replica")
  static class ReplicaConfiguration {

    /** As outdated as the replicas lag. */
    @Bean
    PreCheck preCheck(Shards shards) {
      List<DataSource> replicas = new ArrayList<>();
      for (Shard shard : shards.all()) {
        DataSource replica = shard.replica();
        if (replica == null) {
          throw new IllegalArgumentException(
              "skuline.deduction.precheck=replica needs a replica of every database: set"
                  + " skuline.ledger.replica.url, or skuline.ledger.shards[n].replica.url");
        }
        replicas.add(replica);
      }
      return new DatabaseStockLevels(new Databases(shards.layout(), replicas))::of;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "skuline.deduction.precheck", havingValue = "cache")
  @EnableConfigurationProperties(RedisProperties.class)
  static class CacheConfiguration {

    @Bean(destroyMethod = "shutdown")
    RedissonClient cache(RedisProperties properties) {
      return RedisConnection.open(properties, 0, 16);
    }

    @Bean
    PreCheck preCheck(
        RedissonClient redis,
        RedisProperties redisProperties,
        DatabaseDeductionProperties properties,
        Databases primary) {
      return new RedisCachePreCheck(
          redis,
          redisProperties.namespace(),
          new DatabaseStockLevels(primary),
          properties.cacheFor());
    }
  }
}
