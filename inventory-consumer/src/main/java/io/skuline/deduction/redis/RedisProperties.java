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
 * @param waitReplicas how many replicas must have a decision, and still be this master's, before
 *     anybody is told; 0 to 10
 * @param waitTimeout how long they may take, 1 ms to {@code timeout}; then it is decided again
 */
@ConfigurationProperties("skuline.redis")
public record RedisProperties(
    @DefaultValue("redis://127.0.0.1:6379") String url,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("skuline") String namespace,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("73h") Duration rememberFor,
    @DefaultValue("0") int waitReplicas,
    @DefaultValue("500ms") Duration waitTimeout) {

  public RedisProperties {
    if (!namespace.matches("[A-Za-z0-9._-]{1,32}")) {
      throw new IllegalArgumentException(
          "skuline.redis.namespace must have 1 to 32 of A-Z a-z 0-9 . _ -, is " + namespace);
    }
    if (waitReplicas < 0 || waitReplicas > 10) {
      throw new IllegalArgumentException(
          "skuline.redis.wait-replicas must be 0 to 10, is " + waitReplicas);
    }
    // WAIT 0 would wait for ever; one that outlasts the call would have it sent again.
    if (waitTimeout.toMillis() < 1 || waitTimeout.compareTo(timeout) > 0) {
      throw new IllegalArgumentException(
          "skuline.redis.wait-timeout must be 1ms to skuline.redis.timeout (%s), is %s"
              .formatted(timeout, waitTimeout));
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Redis at " + url + ", namespace " + namespace;
  }
}
