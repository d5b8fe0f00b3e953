package io.skuline.deduction.database;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.store.ConditionalOnDatabaseEngine;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The pre-check that the database engine uses, if one is configured. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnDatabaseEngine
@EnableConfigurationProperties(RedisProperties.class)
class PreCheckConfiguration {

  @Bean
  PreCheck preCheck(
      DatabaseDeductionProperties properties,
      RedisProperties redisProperties,
      Shards shards,
      Databases primary,
      ObjectProvider<RedissonClient> cache) {
    return switch (properties.precheck()) {
      case NONE -> PreCheck.NONE;
      case REPLICA -> new ReplicaPreCheck(primary, replicas(shards), properties.replicaLag());
      case CACHE ->
          new RedisCachePreCheck(
              cache.getObject(),
              redisProperties.namespace(),
              new DatabaseStockLevels(primary),
              properties.cacheFor());
    };
  }

  /** The connection is opened only if the pre-check asks for this bean. */
  @Bean(destroyMethod = "shutdown")
  @Lazy
  RedissonClient cache(RedisProperties properties) {
    return RedisConnection.open(properties, 0, 16);
  }

  private static List<DataSource> replicas(Shards shards) {
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
    return replicas;
  }
}
