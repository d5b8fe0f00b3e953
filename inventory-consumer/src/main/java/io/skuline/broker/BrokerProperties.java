package io.skuline.broker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where RocketMQ is.
 *
 * @param endpoints {@code host:port} of the gRPC proxy, several separated by semicolons
 * @param tls whether the proxy is spoken to over TLS
 * @param accessKey of the RocketMQ user, if the broker checks users
 * @param secretKey of the RocketMQ user; never logged
 * @param requestTimeout of one request to the broker, 100 ms to 1 minute
 * @param redeliveryHorizon for how long the broker may still deliver a message (its {@code
 *     fileReservedTime}, which counts hours, so 1 hour at least); what is remembered of orders must
 *     last longer
 * @param batchRpc whether many messages may travel in one request where the client allows it; else
 *     one by one, which is slower
 */
@ConfigurationProperties("skuline.rocketmq")
public record BrokerProperties(
    @DefaultValue("127.0.0.1:8081") String endpoints,
    @DefaultValue("false") boolean tls,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("3s") Duration requestTimeout,
    @DefaultValue("72h") Duration redeliveryHorizon,
    @DefaultValue("auto") BatchRpcMode batchRpc) {

  /** See {@code batchRpc}. */
  public enum BatchRpcMode {
    /** As long as the client on the class path is one whose inside is known. */
    AUTO,
    /** Never. */
    OFF
  }

  public BrokerProperties {
    accessKey = accessKey == null || accessKey.isBlank() ? null : accessKey;
    secretKey = secretKey == null || secretKey.isBlank() ? null : secretKey;
    require(
        !endpoints.isBlank() && !endpoints.contains(","),
        "endpoints must be host:port, several separated by semicolons, is \"" + endpoints + '"');
    require(
        (accessKey == null) == (secretKey == null),
        "access-key and secret-key must be given both, or none of them");
    require(
        requestTimeout.toMillis() >= 100 && requestTimeout.compareTo(Duration.ofMinutes(1)) <= 0,
        "request-timeout must be 100ms to 1m, is " + requestTimeout);
    require(
        redeliveryHorizon.compareTo(Duration.ofHours(1)) >= 0,
        "redelivery-horizon must be at least 1h, is " + redeliveryHorizon);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("skuline.rocketmq." + problem);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "RocketMQ at " + endpoints;
  }
}
