package io.skuline.deduction.database;

import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.store.ConditionalOnDatabaseEngine;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.Assert;

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
    List<DataSource> replicas = shards.all().stream().map(Shard::replica).toList();
    Assert.isTrue(
        replicas.stream().noneMatch(Objects::isNull),
        "skuline.deduction.precheck=replica needs a replica of every database: set"
            + " skuline.ledger.replica.url, or skuline.ledger.shards[n].replica.url");
    return replicas;
  }
}
