package io.skuline.messaging;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Credentials;
import io.skuline.client.Endpoints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connection to RocketMQ.
 *
 * @param endpoints Address of RocketMQ's gRPC proxy, {@code host:port}; several are separated by
 *     semicolons.
 * @param tls Whether the proxy is reached over TLS. RocketMQ's client accepts every certificate.
 * @param accessKey Access key of the RocketMQ user, if the broker checks users.
 * @param secretKey Secret key of the RocketMQ user. It is never logged.
 * @param requestTimeout Time limit of one request to the broker, 100 milliseconds to 1 minute.
 * @param redeliveryHorizon Time for which the broker may still deliver a message, at least 1 hour.
 *     It is the broker's {@code fileReservedTime}. Redis must remember orders for longer.
 * @param batchRpc Whether many messages may travel in one request. {@code auto}: wherever the
 *     RocketMQ client on the class path allows it. {@code off}: never, which is slower.
 * @param sessionToken Session token of temporary credentials. It is never logged.
 * @param credentialsFile File with access key and secret key, instead of the two settings.
 * @param caFile PEM file with the certificates that must have signed the proxy's certificate. They
 *     are checked before a client connects. It is used only with {@code skuline.rocketmq.tls}.
 */
@ConfigurationProperties("skuline.rocketmq")
public record BrokerProperties(
    @DefaultValue("127.0.0.1:8081") String endpoints,
    @DefaultValue("false") boolean tls,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("3s") Duration requestTimeout,
    @DefaultValue("72h") Duration redeliveryHorizon,
    @DefaultValue("auto") BatchRpcMode batchRpc,
    @Nullable String sessionToken,
    @Nullable String credentialsFile,
    @Nullable String caFile) {

  /** The values of {@code batchRpc}. */
  public enum BatchRpcMode {
    /**
     * Many messages travel in one request as long as the inside of the client on the class path is
     * known.
     */
    AUTO,
    /** Messages always travel one by one. */
    OFF
  }

  @ConstructorBinding
  public BrokerProperties {
    accessKey = orNull(accessKey);
    secretKey = orNull(secretKey);
    sessionToken = orNull(sessionToken);
    credentialsFile = orNull(credentialsFile);
    caFile = orNull(caFile);
    Endpoints.problem(endpoints).ifPresent(why -> require(false, why));
    require(
        (accessKey == null) == (secretKey == null),
        "access-key and secret-key must be given both, or none of them");
    require(
        requestTimeout.toMillis() >= 100 && requestTimeout.compareTo(Duration.ofMinutes(1)) <= 0,
        "request-timeout must be 100ms to 1m, is " + requestTimeout);
    require(
        redeliveryHorizon.compareTo(Duration.ofHours(1)) >= 0,
        "redelivery-horizon must be at least 1h, is " + redeliveryHorizon);
    require(sessionToken == null || accessKey != null, "session-token is given without access-key");
    require(
        credentialsFile == null || accessKey == null,
        "credentials-file and access-key are given both: which of them?");
    require(caFile == null || tls, "ca-file is given, but skuline.rocketmq.tls is off");
    access(tls, accessKey, secretKey, sessionToken, credentialsFile, caFile);
  }

  /** Creates the properties of a broker that checks no users, without encryption. */
  public BrokerProperties(
      String endpoints,
      Duration requestTimeout,
      Duration redeliveryHorizon,
      BatchRpcMode batchRpc) {
    this(
        endpoints,
        false,
        null,
        null,
        requestTimeout,
        redeliveryHorizon,
        batchRpc,
        null,
        null,
        null);
  }

  /** Returns the user of the service and whether connections are encrypted. */
  public BrokerAccess access() {
    return access(tls, accessKey, secretKey, sessionToken, credentialsFile, caFile);
  }

  private static BrokerAccess access(
      boolean tls,
      @Nullable String accessKey,
      @Nullable String secretKey,
      @Nullable String sessionToken,
      @Nullable String credentialsFile,
      @Nullable String caFile) {
    Optional<Credentials> credentials = Optional.empty();
    if (credentialsFile != null) {
      credentials =
          Optional.of(named("credentials-file", () -> Credentials.read(Path.of(credentialsFile))));
    } else if (accessKey != null && secretKey != null) {
      credentials =
          Optional.of(new Credentials(accessKey, secretKey, Optional.ofNullable(sessionToken)));
    }
    Optional<Credentials> user = credentials;
    return named(
        "ca-file", () -> new BrokerAccess(user, tls, Optional.ofNullable(caFile).map(Path::of)));
  }

  private static <T> T named(String setting, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("skuline.rocketmq." + setting + ": " + e.getMessage(), e);
    }
  }

  private static @Nullable String orNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("skuline.rocketmq." + problem);
    }
  }

  /** Describes the broker without the secret. */
  @Override
  public String toString() {
    return "RocketMQ at " + endpoints;
  }
}
