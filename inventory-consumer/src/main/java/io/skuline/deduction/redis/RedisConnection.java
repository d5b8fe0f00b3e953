package io.skuline.deduction.redis;

import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** How the service connects to Redis. */
public final class RedisConnection {

  private RedisConnection() {}

  /**
   * A client that connects at first use, so that the service starts before Redis does.
   *
   * @param retries how often a call that timed out is sent again
   * @param connections at most
   */
  public static RedissonClient open(RedisProperties properties, int retries, int connections) {
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
        .setRetryAttempts(retries)
        .setConnectionMinimumIdleSize(2)
        .setConnectionPoolSize(connections)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1);
    return Redisson.create(config);
  }
}
