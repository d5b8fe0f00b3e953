package io.skuline.deduction.redis;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connection to Redis, and what Redis remembers.
 *
 * @param url Address of Redis, {@code redis://host:port}, or {@code rediss://host:port} for TLS. It
 *     is for the mode {@code single} only, and is {@code redis://127.0.0.1:6379} there unless it is
 *     given.
 * @param username Name of the Redis user, if Redis has users.
 * @param password Password of the Redis user, or of {@code requirepass}. It is never logged.
 * @param namespace First part of every key in Redis, 1 to 32 of {@code A-Z a-z 0-9 . _ -}, so that
 *     several systems can share a server.
 * @param timeout Time after which a call without an answer is sent again, 10 milliseconds to 1
 *     minute. Repeating a call is safe.
 * @param rememberFor Time for which Redis recognises an order that it has decided, 1 hour to 90
 *     days. It must be longer than {@code skuline.rocketmq.redelivery-horizon}.
 * @param waitReplicas Number of replicas that must have a decision before it is published, 0 to 10.
 * @param waitTimeout Time that these replicas may take, 1 millisecond to {@code
 *     skuline.redis.timeout}. After it nothing is published, and the batch is decided again.
 * @param mode How the service finds the master. {@code single}: one address always leads to the
 *     master. {@code sentinel}: Sentinels are asked for the master. {@code replicated}: all nodes
 *     are asked for their role, as some hosted Redis services require. {@code cluster}: the nodes
 *     of a Redis Cluster are asked which of them has what.
 * @param addresses Addresses of the Sentinels, of all nodes, or of some nodes of a cluster, each
 *     written like {@code skuline.redis.url}. Either all of them use TLS, or none.
 * @param masterName Name that the Sentinels have for the master.
 * @param sentinelUsername Name of the Sentinels' user, if they have users.
 * @param sentinelPassword Password of the Sentinels. It is used only together with {@code
 *     skuline.redis.password}, and is never logged.
 * @param tls Certificates and keys for addresses that begin with {@code rediss}.
 * @param partitions Number of parts into which the stock is divided, 1 to 1024. A part lies on one
 *     node of a cluster, so there should be several for each master. 0 means 16 in the mode {@code
 *     cluster}, and 1 in the others.
 */
@ConfigurationProperties("skuline.redis")
public record RedisProperties(
    @Nullable String url,
    @Nullable String username,
    @Nullable String password,
    @DefaultValue("skuline") String namespace,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("73h") Duration rememberFor,
    @DefaultValue("0") int waitReplicas,
    @DefaultValue("500ms") Duration waitTimeout,
    @DefaultValue(SINGLE) String mode,
    @DefaultValue List<String> addresses,
    @Nullable String masterName,
    @Nullable String sentinelUsername,
    @Nullable String sentinelPassword,
    @NestedConfigurationProperty @DefaultValue RedisTlsProperties tls,
    @DefaultValue("0") int partitions) {

  static final String SINGLE = "single";
  static final String SENTINEL = "sentinel";
  static final String REPLICATED = "replicated";
  static final String CLUSTER = "cluster";

  private static final int PARTITIONS_OF_CLUSTER = 16;

  private static final String DEFAULT_URL = "redis://127.0.0.1:6379";

  /** {@code redis://host:port}, and nothing after it, since it would not be used. */
  private static final Pattern URL = Pattern.compile("(redis|valkey)s?://[^/@?#\\s]+:\\d{1,5}/?");

  @ConstructorBinding
  public RedisProperties {
    username = orNull(username);
    password = orNull(password);
    url = orNull(url);
    masterName = orNull(masterName);
    sentinelUsername = orNull(sentinelUsername);
    sentinelPassword = orNull(sentinelPassword);
    addresses = List.copyOf(addresses);
    requireMode(mode, url, addresses);
    requireSentinel(mode, masterName, sentinelUsername, sentinelPassword);
    if (sentinelPassword != null && password == null) {
      // Redisson asks which Sentinels require a password only if Redis itself has one.
      throw new IllegalArgumentException(
          "skuline.redis.sentinel-password is given without skuline.redis.password: the Redis client"
              + " gives Sentinels their password only if Redis itself has one");
    }
    if (mode.equals(SINGLE) && url == null) {
      url = DEFAULT_URL;
    }
    if (url != null) {
      requireUrl("url", url);
    }
    for (int number = 0; number < addresses.size(); number++) {
      requireUrl("addresses[%d]".formatted(number), addresses.get(number));
    }
    requireTls(mode, url == null ? addresses : List.of(url), tls);
    if (username != null && password == null) {
      throw new IllegalArgumentException(
          "skuline.redis.username is given without skuline.redis.password");
    }
    if (partitions == 0) {
      partitions = mode.equals(CLUSTER) ? PARTITIONS_OF_CLUSTER : 1;
    }
    if (partitions < 1 || partitions > Partitions.MAX) {
      throw new IllegalArgumentException(
          "skuline.redis.partitions must be 1 to %d, is %d".formatted(Partitions.MAX, partitions));
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
    // WAIT 0 would wait for ever. A wait that outlasts the call would have the call sent again.
    if (waitTimeout.toMillis() < 1 || waitTimeout.compareTo(timeout) > 0) {
      throw new IllegalArgumentException(
          "skuline.redis.wait-timeout must be 1ms to skuline.redis.timeout (%s), is %s"
              .formatted(timeout, waitTimeout));
    }
  }

  /** Creates the properties of one server, with the usual TLS. */
  public RedisProperties(
      String url,
      @Nullable String username,
      @Nullable String password,
      String namespace,
      Duration timeout,
      Duration rememberFor,
      int waitReplicas,
      Duration waitTimeout) {
    this(
        url,
        username,
        password,
        namespace,
        timeout,
        rememberFor,
        waitReplicas,
        waitTimeout,
        SINGLE,
        List.of(),
        null,
        null,
        null,
        RedisTlsProperties.NONE,
        1);
  }

  private static void requireMode(String mode, @Nullable String url, List<String> addresses) {
    switch (mode) {
      case SINGLE -> {
        if (!addresses.isEmpty()) {
          throw new IllegalArgumentException(
              "skuline.redis.addresses are for skuline.redis.mode sentinel, replicated or cluster;"
                  + " the mode is single, which has a skuline.redis.url");
        }
      }
      case SENTINEL, REPLICATED, CLUSTER -> {
        if (url != null) {
          throw new IllegalArgumentException(
              "skuline.redis.url is for skuline.redis.mode single; the mode is %s, which has"
                      .formatted(mode)
                  + " skuline.redis.addresses");
        }
        if (addresses.isEmpty()) {
          throw new IllegalArgumentException(
              "skuline.redis.addresses is missing: the mode %s needs those of the %s"
                  .formatted(mode, mode.equals(SENTINEL) ? "Sentinels" : "nodes"));
        }
      }
      default ->
          throw new IllegalArgumentException(
              "skuline.redis.mode must be single, sentinel, replicated or cluster, is " + mode);
    }
  }

  private static void requireSentinel(
      String mode, @Nullable String name, @Nullable String user, @Nullable String password) {
    if (!mode.equals(SENTINEL)) {
      String given =
          name != null
              ? "master-name"
              : user != null ? "sentinel-username" : password != null ? "sentinel-password" : null;
      if (given != null) {
        throw new IllegalArgumentException(
            "skuline.redis.%s is for skuline.redis.mode sentinel; the mode is %s"
                .formatted(given, mode));
      }
      return;
    }
    if (name == null) {
      throw new IllegalArgumentException(
          "skuline.redis.master-name is missing: what the Sentinels call the master, as in"
              + " SENTINEL MONITOR");
    }
    if (user != null && password == null) {
      throw new IllegalArgumentException(
          "skuline.redis.sentinel-username is given without skuline.redis.sentinel-password");
    }
  }

  private static void requireUrl(String name, String url) {
    if (!URL.matcher(url).matches()) {
      // The message does not show the value: it may contain a password.
      throw new IllegalArgumentException(
          ("skuline.redis.%s must be redis://host:port or rediss://host:port; users and passwords"
                  + " are skuline.redis.username and .password, and the database is always 0")
              .formatted(name));
    }
  }

  private static void requireTls(String mode, List<String> addresses, RedisTlsProperties tls) {
    long encrypted = addresses.stream().filter(RedisProperties::isEncrypted).count();
    if (encrypted != 0 && encrypted != addresses.size()) {
      throw new IllegalArgumentException(
          "skuline.redis.addresses must all begin with rediss://, or none");
    }
    if (encrypted == 0 && tls.isGiven()) {
      throw new IllegalArgumentException(
          "skuline.redis.tls is given, but skuline.redis.%s with redis://, which is not encrypted:"
                  .formatted(mode.equals(SINGLE) ? "url begins" : "addresses begin")
              + " write rediss://");
    }
    if (encrypted != 0) {
      tls.requireReadable();
    }
  }

  private static boolean isEncrypted(String url) {
    return url.startsWith("rediss:") || url.startsWith("valkeys:");
  }

  private static @Nullable String orNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static void requireBetween(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "skuline.redis.%s must be %s to %s, is %s".formatted(name, least, most, value));
    }
  }

  /** Describes the server without the passwords. */
  @Override
  public String toString() {
    return "Redis at %s, namespace %s"
        .formatted(url == null ? mode + " " + addresses : url, namespace);
  }
}
