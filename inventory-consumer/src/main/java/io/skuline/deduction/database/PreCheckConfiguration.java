package io.skuline.deduction.database;

import com.zaxxer.hikari.HikariDataSource;
import io.skuline.deduction.redis.RedisConnection;
import io.skuline.deduction.redis.RedisProperties;
import java.util.Objects;
import javax.sql.DataSource;
import org.redisson.api.RedissonClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the database engine looks at first, if it is told to. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "skuline.deduction.engine", havingValue = "database")
class PreCheckConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "skuline.deduction.precheck", havingValue = "replica")
  static class ReplicaConfiguration {

    private static final int CONNECTIONS = 8;
    private static final int PATIENCE_MILLIS = 250;

    /** Not a bean of its own: everything else must go on using the primary. */
    @Bean(destroyMethod = "close")
    ReplicaPreCheck preCheck(DatabaseDeductionProperties properties, DataSourceProperties primary) {
      DatabaseDeductionProperties.Replica replica = Objects.requireNonNull(properties.replica());
      HikariDataSource dataSource = new HikariDataSource();
      dataSource.setPoolName("replica");
      dataSource.setJdbcUrl(replica.url());
      dataSource.setUsername(
          replica.username() == null ? primary.getUsername() : replica.username());
      dataSource.setPassword(
          replica.password() == null ? primary.getPassword() : replica.password());
      dataSource.setReadOnly(true);
      dataSource.setMaximumPoolSize(CONNECTIONS);
      dataSource.setConnectionTimeout(PATIENCE_MILLIS);
      // The service starts without its replica, too.
      dataSource.setInitializationFailTimeout(-1);
      return new ReplicaPreCheck(dataSource);
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
        DataSource primary) {
      return new RedisCachePreCheck(
          redis,
          redisProperties.namespace(),
          new DatabaseStockLevels(primary),
          properties.cacheFor());
    }
  }
}
