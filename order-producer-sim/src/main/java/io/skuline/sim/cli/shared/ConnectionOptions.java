package io.skuline.sim.cli.shared;

import io.skuline.access.BrokerAccess;
import io.skuline.sim.admin.ServiceClient;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say where broker and service are. */
public final class ConnectionOptions {

  @Option(
      names = "--endpoints",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:SKULINE_ROCKETMQ_ENDPOINTS:-127.0.0.1:8081}",
      description =
          "RocketMQ's gRPC proxy. Also SKULINE_ROCKETMQ_ENDPOINTS. Default: ${DEFAULT-VALUE}")
  public String endpoints;

  @Mixin private BrokerAccessOptions options;
  @Mixin private ServiceAddress address;

  @Option(
      names = "--order-events",
      paramLabel = "TOPIC",
      defaultValue = "${env:SKULINE_TOPICS_ORDER_EVENTS:-order-events}",
      description =
          "Topic of the order events. Also SKULINE_TOPICS_ORDER_EVENTS. Default: ${DEFAULT-VALUE}")
  public String orderEvents;

  @Option(
      names = "--stock-results",
      paramLabel = "TOPIC",
      defaultValue = "${env:SKULINE_TOPICS_STOCK_RESULTS:-stock-results}",
      description =
          "Topic of the results. Also SKULINE_TOPICS_STOCK_RESULTS. Default: ${DEFAULT-VALUE}")
  public String stockResults;

  @Option(
      names = "--group",
      paramLabel = "GROUP",
      description =
          "Consumer group that receives the results. Commands in one group share the results, so"
              + " give each command its own. Default: skuline-sim, for watch skuline-watch")
  public String group;

  /**
   * Returns the credentials and the TLS settings for RocketMQ.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  public BrokerAccess access(Environment around) {
    return options.access(around);
  }

  public ServiceClient service() {
    return new ServiceClient(serviceUrl());
  }

  public URI serviceUrl() {
    return address.url;
  }

  /** Returns the consumer group, or the usual one if none is given. */
  public String groupOr(String usual) {
    return group == null ? usual : group;
  }
}
