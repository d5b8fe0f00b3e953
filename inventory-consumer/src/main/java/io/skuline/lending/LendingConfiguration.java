package io.skuline.lending;

import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.redis.BucketLending;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RedisProperties;
import io.skuline.deduction.redis.RedisStock;
import io.skuline.event.InvalidEventException;
import io.skuline.event.SkuBuckets;
import io.skuline.hot.HotSkuProperties;
import io.skuline.hot.HotSkuService;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalEntry;
import io.skuline.store.ConditionalOnRedisEngine;
import io.skuline.store.DatabaseTime;
import io.skuline.store.HotSkuTable;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.time.Clock;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.redisson.api.RedissonClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRedisEngine
class LendingConfiguration {

  @Bean
  BucketIntervals bucketIntervals(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, HotSkuProperties properties) {
    HotSkuTable table = new HotSkuTable(jdbc);
    DatabaseTime time = new DatabaseTime(jdbc);
    TransactionTemplate transaction = new TransactionTemplate(transactions);
    transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    return new BucketIntervals(
        () ->
            Objects.requireNonNull(
                transaction.execute(
                    status -> {
                      table.lock();
                      return new BucketIntervals.Declared(time.now(), table.divided());
                    })),
        properties.notice(),
        properties.lending(),
        TimeSource.SYSTEM);
  }

  @Bean
  BucketKeeper bucketKeeper(
      BucketIntervals intervals,
      RedissonClient redis,
      RedisProperties redisProperties,
      RedisStock stock,
      EpochGate gate,
      Journal journal,
      DeductionEngine engine,
      HotSkuProperties properties,
      Clock clock) {
    BucketLending lending =
        new BucketLending(
            redis,
            redisProperties,
            stock,
            gate,
            (epochs, transfer) -> {
              journal.append(group(transfer), new JournalEntry.Batch(epochs, transfer));
              engine.confirm(epochs);
            },
            clock);
    return new BucketKeeper(intervals, lending, properties.lendLeast(), clock, TimeSource.SYSTEM);
  }

  private static String group(StockTransfer transfer) {
    return Journal.groupName(Math.floorMod(transfer.bucket().hashCode(), Journal.GROUPS));
  }

  @Bean
  HotSkuService.Divisions divisions(HotSkuProperties properties, RedisProperties redis) {
    return (sku, buckets) -> require(sku, buckets, properties.lending(), redis.partitions());
  }

  /** All buckets must be in partitions of their own, or they would bring nothing. */
  static void require(String sku, int buckets, boolean lending, int partitions) {
    SkuBuckets.requireDivisible("sku", sku);
    if (!lending) {
      throw new InvalidEventException(
          "buckets", "must be 1: this service divides no stock (skuline.hot.lending)");
    }
    if (buckets < 2 || buckets > SkuBuckets.MAX) {
      throw new InvalidEventException(
          "buckets", "must be 1 to %d, is %d".formatted(SkuBuckets.MAX, buckets));
    }
    Set<Integer> places = new HashSet<>();
    for (int bucket = 0; bucket < buckets; bucket++) {
      places.add(PartitionEpochs.partitionOf(SkuBuckets.id(sku, bucket), partitions));
    }
    if (places.size() < buckets) {
      throw new InvalidEventException(
          "buckets",
          "of %s would share partitions: %d buckets are in %d of %d (skuline.redis.partitions)"
              .formatted(sku, buckets, places.size(), partitions));
    }
  }
}
