package io.skuline.spring;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import io.skuline.client.HotSkuSource;
import io.skuline.client.PublisherOptions;
import io.skuline.client.SubscriberOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The client of an application that publishes order events and listens to results.
 *
 * @param endpoints Address of RocketMQ's gRPC proxy, {@code host:port}; several are separated by
 *     semicolons.
 * @param requestTimeout Time limit of one request to the broker.
 * @param tls Whether the proxy is reached over TLS. RocketMQ's client accepts every certificate.
 * @param caFile PEM file with the certificates that must have signed the proxy's certificate. They
 *     are checked before a client connects.
 * @param accessKey Access key of the RocketMQ user, if the broker checks users.
 * @param secretKey Secret key of the RocketMQ user. It is never logged.
 * @param sessionToken Session token of temporary credentials. It is never logged.
 * @param credentialsFile File with access key and secret key, instead of the settings.
 * @param publisher The publisher of order events.
 * @param listener The methods that listen to results.
 */
@ConfigurationProperties(SkulineClientProperties.PREFIX)
public record SkulineClientProperties(
    @DefaultValue("127.0.0.1:8081") String endpoints,
    @DefaultValue("3s") Duration requestTimeout,
    @DefaultValue("false") boolean tls,
    @Nullable String caFile,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @Nullable String sessionToken,
    @Nullable String credentialsFile,
    @DefaultValue Publisher publisher,
    @DefaultValue Listener listener) {

  static final String PREFIX = "skuline.client";

  /**
   * The publisher of order events.
   *
   * @param source CloudEvents source of the events, for example {@code /shop/checkout}. By default
   *     it is a slash and the name of the application.
   * @param topic FIFO topic of the order events.
   * @param maxInFlight Events that may be on their way at once. The publisher waits with one more.
   * @param hotSkus Address of Skuline's service, for example {@code http://skuline:8080}. The
   *     publisher learns there which SKUs are hot, and spreads their orders over several queues.
   *     Without it every event waits in the queue of its SKU.
   */
  public record Publisher(
      @Nullable String source,
      @DefaultValue(PublisherOptions.DEFAULT_TOPIC) String topic,
      @DefaultValue("" + PublisherOptions.DEFAULT_MAX_IN_FLIGHT) int maxInFlight,
      @Nullable String hotSkus) {

    /**
     * Returns where hot SKUs are listed.
     *
     * @throws IllegalArgumentException if the setting is no address
     */
    Optional<HotSkuSource> hotSkuSource() {
      return text(hotSkus)
          .map(url -> named("publisher.hot-skus", () -> HotSkuSource.at(URI.create(url))));
    }
  }

  /**
   * The methods that listen to results.
   *
   * @param group Consumer group of the methods that name none. By default it is the name of the
   *     application.
   * @param topic Topic of the results.
   * @param threads Threads of each group that call the methods.
   * @param autoStartup Whether listening begins when the application starts.
   */
  public record Listener(
      @Nullable String group,
      @DefaultValue(SubscriberOptions.DEFAULT_TOPIC) String topic,
      @DefaultValue("" + SubscriberOptions.DEFAULT_THREADS) int threads,
      @DefaultValue("true") boolean autoStartup) {}

  /**
   * Returns the user and the encryption.
   *
   * @throws IllegalArgumentException if settings contradict each other, or a file cannot be read
   */
  BrokerAccess access() {
    require(
        has(accessKey) == has(secretKey),
        "access-key and %s.secret-key must be given both, or none of them".formatted(PREFIX));
    require(has(accessKey) || !has(sessionToken), "session-token is given without access-key");
    require(
        !has(credentialsFile) || !has(accessKey),
        "credentials-file and %s.access-key are given both: which of them?".formatted(PREFIX));
    require(tls || !has(caFile), "ca-file is given, but %s.tls is off".formatted(PREFIX));
    Optional<Credentials> user = credentials();
    return named("ca-file", () -> new BrokerAccess(user, tls, text(caFile).map(Path::of)));
  }

  private Optional<Credentials> credentials() {
    if (accessKey != null && secretKey != null && has(accessKey)) {
      return Optional.of(new Credentials(accessKey, secretKey, text(sessionToken)));
    }
    return text(credentialsFile)
        .map(file -> named("credentials-file", () -> Credentials.read(Path.of(file))));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(SkulineClientProperties::has);
  }

  private static boolean has(@Nullable String value) {
    return value != null && !value.isBlank();
  }

  private static <T> T named(String setting, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s.%s: %s".formatted(PREFIX, setting, e.getMessage()), e);
    }
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(PREFIX + "." + problem);
    }
  }

  /** Describes the client without the secrets. */
  @Override
  public String toString() {
    return "Skuline's client of RocketMQ at " + endpoints;
  }
}
