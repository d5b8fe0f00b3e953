package io.skuline.deduction.redis;

import java.time.Duration;
import java.util.regex.Pattern;
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
 * @param timeout of one call, after which it is sent again; repeating a call is safe; 10 ms to 1
 *     minute
 * @param rememberFor how long Redis itself recognises an order that it has decided, 1 hour to 90
 *     days. Must be longer than the broker keeps messages.
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

  /** {@code redis://host:port}, and nothing behind it, which would not be heeded. */
  private static final Pattern URL = Pattern.compile("(redis|valkey)s?://[^/@?#\\s]+:\\d{1,5}/?");

  public RedisProperties {
    username = username == null || username.isBlank() ? null : username;
    password = password == null || password.isBlank() ? null : password;
    if (!URL.matcher(url).matches()) {
      // Not the value: somebody may have put a password into it.
      throw new IllegalArgumentException(
          "skuline.redis.url must be redis://host:port or rediss://host:port; users and passwords"
              + " are skuline.redis.username and .password, and the database is always 0");
    }
    if (username != null && password == null) {
      throw new IllegalArgumentException(
          "skuline.redis.username is given without skuline.redis.password");
    }
    requireBetween("timeout", timeout, Duration.ofMillis(10), Duration.ofMinutes(1));
    requireBetween("remember-for", rememberFor, Duration.ofHours(1), Duration.ofDays(90));
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

  private static void requireBetween(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "skuline.redis.%s must be %s to %s, is %s".formatted(name, least, most, value));
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Redis at " + url + ", namespace " + namespace;
  }
}
