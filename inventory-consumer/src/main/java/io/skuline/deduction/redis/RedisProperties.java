package io.skuline.deduction.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the stock lives.
 *
 * @param url {@code redis://host:port} or {@code rediss://host:port} for TLS
 * @param username of the Redis user, if any
 * @param password of the Redis user, if any; never logged
 * @param namespace first part of every key, so that several systems can share a server
 * @param timeout of one call, after which it is sent again; repeating a call is safe
 * @param rememberFor how long Redis itself recognises an order that it has decided. Must be longer
 *     than the broker keeps messages.
 */
@ConfigurationProperties("skuline.redis")
public record RedisProperties(
    @DefaultValue("redis://127.0.0.1:6379") String url,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("skuline") String namespace,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("73h") Duration rememberFor) {

  public RedisProperties {
    if (!namespace.matches("[A-Za-z0-9._-]{1,32}")) {
      throw new IllegalArgumentException(
          "skuline.redis.namespace must have 1 to 32 of A-Z a-z 0-9 . _ -, is " + namespace);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Redis at " + url + ", namespace " + namespace;
  }
}
