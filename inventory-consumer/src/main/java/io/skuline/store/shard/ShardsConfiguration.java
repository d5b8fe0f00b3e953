package io.skuline.store.shard;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShardsProperties.class)
class ShardsConfiguration {

  private static final int LOOK_AGAIN = 30;

  @Bean
  ShardPools shardPools(ShardsProperties properties, HikariDataSource home) {
    return new ShardPools(properties, home);
  }

  /** The template exists only after the home database has been migrated. */
  @Bean
  ShardPreparation shardPreparation(
      ShardsProperties properties,
      ShardPools pools,
      JdbcTemplate home,
      PlatformTransactionManager transactions) {
    List<SlotSet> slots = properties.slots();
    List<ShardPreparation.Part> parts = new ArrayList<>();
    for (Shard shard : pools.shards()) {
      boolean atHome = properties.databases().get(shard.number()).isHome();
      parts.add(new ShardPreparation.Part(shard, slots.get(shard.number()), atHome));
    }
    SlotMap.ofSets(slots);
    ShardPreparation preparation =
        new ShardPreparation(home, new TransactionTemplate(transactions), parts, LOOK_AGAIN);
    preparation.begin();
    return preparation;
  }

  /**
   * A bean that gets the shards may rely on it that they are what they should be, unless one is
   * unavailable.
   */
  @Bean
  Shards shards(ShardsProperties properties, ShardPools pools, ShardPreparation prepared) {
    return new Shards(SlotMap.ofSets(properties.slots()), pools.shards());
  }
}
