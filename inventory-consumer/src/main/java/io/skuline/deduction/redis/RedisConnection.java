package io.skuline.deduction.redis;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.BaseConfig;
import org.redisson.config.BaseMasterSlaveServersConfig;
import org.redisson.config.Config;
import org.redisson.config.ReadMode;
import org.redisson.config.SslVerificationMode;
import org.redisson.config.SubscriptionMode;

/** How the service connects to Redis. */
public final class RedisConnection {

  /** How often the cluster is asked which node has what. */
  private static final int SCAN_MILLIS = 1000;

  private RedisConnection() {}

  /**
   * Opens a client that connects at its first use, so that the service can start before Redis does.
   *
   * @param retries how often a call that timed out is sent again
   * @param connections the most connections
   */
  public static RedissonClient open(RedisProperties properties, int retries, int connections) {
    Config config = new Config();
    config.setCodec(StringCodec.INSTANCE).setThreads(2).setNettyThreads(2);
    config.setLazyInitialization(true);
    config.setUsername(properties.username()).setPassword(properties.password());
    setTls(config, properties.tls());
    setCalls(servers(config, properties, connections), properties, retries);
    return Redisson.create(config);
  }

  private static BaseConfig<?> servers(Config config, RedisProperties properties, int connections) {
    return switch (properties.mode()) {
      case RedisProperties.SENTINEL -> {
        var sentinels = config.useSentinelServers();
        sentinels.setSentinelAddresses(properties.addresses());
        sentinels
            .setMasterName(properties.masterName())
            .setSentinelUsername(properties.sentinelUsername())
            .setSentinelPassword(properties.sentinelPassword())
            // The service starts before all Sentinels do, and also if one of them is unavailable.
            .setCheckSentinelsList(false);
        yield master(sentinels, connections);
      }
      case RedisProperties.REPLICATED -> {
        var nodes = config.useReplicatedServers();
        nodes.setNodeAddresses(properties.addresses());
        yield master(nodes, connections);
      }
      case RedisProperties.CLUSTER -> {
        var nodes = config.useClusterServers();
        nodes.setNodeAddresses(properties.addresses());
        // Partitions of which no master is there must not keep the others from being used.
        nodes.setCheckSlotsCoverage(false).setScanInterval(SCAN_MILLIS);
        yield master(nodes, connections);
      }
      default ->
          config
              .useSingleServer()
              .setAddress(properties.url())
              .setConnectionMinimumIdleSize(2)
              .setConnectionPoolSize(connections)
              .setSubscriptionConnectionMinimumIdleSize(0)
              .setSubscriptionConnectionPoolSize(1);
    };
  }

  /**
   * Everything is read from the master. A replica may lag, and what it shows may belong to another
   * epoch.
   */
  private static <T extends BaseMasterSlaveServersConfig<T>> T master(T nodes, int connections) {
    return nodes
        .setReadMode(ReadMode.MASTER)
        .setSubscriptionMode(SubscriptionMode.MASTER)
        .setMasterConnectionMinimumIdleSize(2)
        .setMasterConnectionPoolSize(connections)
        .setSubscriptionConnectionMinimumIdleSize(0)
        .setSubscriptionConnectionPoolSize(1);
  }

  private static void setCalls(BaseConfig<?> servers, RedisProperties properties, int retries) {
    int timeoutMillis = Math.toIntExact(properties.timeout().toMillis());
    servers.setTimeout(timeoutMillis);
    servers.setConnectTimeout(timeoutMillis);
    servers.setRetryAttempts(retries);
  }

  private static void setTls(Config config, RedisTlsProperties tls) {
    config.setSslVerificationMode(
        tls.isFull() ? SslVerificationMode.STRICT : SslVerificationMode.CA_ONLY);
    tls.trusted().map(RedisConnection::trusting).ifPresent(config::setSslTrustManagerFactory);
    tls.key()
        .map(store -> showing(store, tls.keyStorePassword()))
        .ifPresent(config::setSslKeyManagerFactory);
  }

  private static TrustManagerFactory trusting(KeyStore store) {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return trust;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("skuline.redis.tls.trust-store cannot be used", e);
    }
  }

  private static KeyManagerFactory showing(KeyStore store, String password) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password.toCharArray());
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "skuline.redis.tls.key-store cannot be used: has its key another password?", e);
    }
  }
}
