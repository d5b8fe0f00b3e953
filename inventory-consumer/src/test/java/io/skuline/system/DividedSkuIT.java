package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skuline.deduction.redis.Partitions;
import io.skuline.event.SkuBuckets;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.stack.process.RedisCluster;
import io.skuline.stack.process.RedisProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.redisson.connection.CRC16;

/**
 * A sale over a Redis Cluster whose stock is divided, is not, and is again. The master of the SKU's
 * own stock dies, and that of a bucket. Exactly what there is is sold.
 */
@Timeout(300)
@ExtendWith(StackExtension.class)
class DividedSkuIT {

  private static final int UNITS = 10_000;

  @Test
  void exactlyWhatThereIsIsSoldWhateverDies(Stack stack) throws Exception {
    Installation installation = Installation.on(stack);
    try (RedisCluster cluster = RedisCluster.start(3, 1, RedisPersistence.EVERYSEC);
        EmbeddedService service = EmbeddedService.start(installation, settings(cluster));
        Shop shop = Shop.learning(installation, service.uri("/"))) {
      String hot = "divided";
      DividedSale sale = new DividedSale(shop, hot, UNITS);
      Operator operator = new Operator(service);
      String bucket = SkuBuckets.id(hot, 1);
      sale.sell(1000);

      sale.divide(operator);
      sale.awaitTransfers(service, bucket, 1);
      sale.sell(2000);
      RedisProcess ofBase = masterOf(cluster, hot);
      ofBase.kill();
      sale.unite(operator);
      sale.sell(2500);
      ofBase.start();
      sale.awaitTransfers(service, bucket, 2);
      cluster.awaitComplete();

      sale.divide(operator);
      sale.awaitTransfers(service, bucket, 3);
      sale.sell(1500);
      RedisProcess ofBucket = masterOf(cluster, bucket);
      ofBucket.kill();
      sale.sellTheRest();
      sale.requireSoldOut();
      sale.endWith(2000, service, operator);
      ofBucket.start();
    }
  }

  private static Map<String, String> settings(RedisCluster cluster) {
    Map<String, String> settings = DividedSale.settings();
    settings.put("SKULINE_REDIS_URL", "");
    settings.put("SKULINE_REDIS_MODE", "cluster");
    settings.put("SKULINE_REDIS_ADDRESSES", String.join(",", cluster.addresses()));
    return settings;
  }

  private static RedisProcess masterOf(RedisCluster cluster, String stockId) {
    String tag = Partitions.of("x", 16).keysOf(stockId).tag();
    return cluster.masterOf(CRC16.crc16(tag.getBytes(UTF_8)) % RedisCluster.SLOTS);
  }
}
