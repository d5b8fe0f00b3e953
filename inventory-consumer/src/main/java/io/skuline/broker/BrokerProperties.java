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
 * @param requestTimeout of one request to the broker
 * @param redeliveryHorizon for how long the broker may still deliver a message (its {@code
 *     fileReservedTime}); what is remembered of orders must last longer
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

  /** Without the secret. */
  @Override
  public String toString() {
    return "RocketMQ at " + endpoints;
  }
}
