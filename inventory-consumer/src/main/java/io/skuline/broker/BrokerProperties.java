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
 */
@ConfigurationProperties("skuline.rocketmq")
public record BrokerProperties(
    @DefaultValue("127.0.0.1:8081") String endpoints,
    @DefaultValue("false") boolean tls,
    @Nullable String accessKey,
    @Nullable String secretKey,
    @DefaultValue("3s") Duration requestTimeout) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "RocketMQ at " + endpoints;
  }
}
