package io.skuline.stack.container;

import io.skuline.stack.StackOptions;
import io.skuline.stack.container.ContainerServer.Stage;
import io.skuline.stack.process.AdminProcess;
import io.skuline.stack.process.BrokerSettings;
import io.skuline.stack.process.Ports;
import io.skuline.stack.process.Probes;
import io.skuline.stack.process.RocketMqAdmin;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.images.builder.Transferable;

/**
 * Name server, broker and proxy, each in a container of its own. The proxy is separate (cluster
 * mode), because a proxy inside the broker would answer with the broker's address, which not every
 * host can reach.
 */
final class RocketMqContainers {
  private static final String IMAGE = "apache/rocketmq:5.5.0";
  private static final String NAME_SERVER = "namesrv:9876";
  private static final String FOLDER = "/home/rocketmq/";
  private static final int GRPC_PORT = 8081;

  private static final String BROKER_CONF =
      BrokerSettings.COMMON
          + """
          brokerName=broker-a
          timerFlushIntervalMs=10000
          channelExpiredTimeout=%d
          """;

  private static final String PROXY_JSON =
      """
      {
        "rocketMQClusterName": "DefaultCluster",
        "proxyName": "proxy-a",
        "namesrvAddr": "%s",
        "proxyMode": "CLUSTER",
        "grpcServerPort": %d,
        "useEndpointPortFromRequest": true,
        "grpcShutdownTimeSeconds": 2,
        "enablePrintJstack": false,
        "topicRouteServiceCacheRefreshSeconds": 1,
        "channelExpiredTimeout": %d,
        "grpcClientIdleTimeMills": %d
      }
      """;

  private final ContainerServer server;
  private final AdminProcess administration;

  RocketMqContainers(Network network, StackOptions options) {
    int port = Ports.orFree(options.rocketmqPort());
    long expiry = options.clientExpiry().toMillis();
    String brokerConf = BROKER_CONF.formatted(expiry);
    String proxyJson = PROXY_JSON.formatted(NAME_SERVER, GRPC_PORT, expiry, expiry);
    int nameServerPort = Ports.block(2);
    int brokerPort = nameServerPort + 1;
    var nameServer = container(network, "namesrv", 256).withCommand("sh", "mqnamesrv");
    nameServer.setPortBindings(List.of("127.0.0.1:" + nameServerPort + ":9876"));
    var broker =
        container(network, "broker", options.rocketmqHeapMegabytes())
            .withCopyToContainer(Transferable.of(brokerConf), FOLDER + "broker.conf")
            .withCommand("sh", "mqbroker", "-n", NAME_SERVER, "-c", FOLDER + "broker.conf");
    broker.setPortBindings(List.of("127.0.0.1:" + brokerPort + ":10911"));
    var proxy =
        container(network, "proxy", 256)
            .withCopyToContainer(Transferable.of(proxyJson), FOLDER + "proxy.json")
            .withCommand("sh", "mqproxy", "-pm", "CLUSTER", "-pc", FOLDER + "proxy.json");
    proxy.setPortBindings(List.of("127.0.0.1:" + port + ":" + GRPC_PORT));
    this.administration =
        AdminProcess.start("127.0.0.1:" + nameServerPort, "127.0.0.1:" + brokerPort);
    // The proxy ends at once if the name server does not know the broker yet.
    this.server =
        new ContainerServer(
            "RocketMQ",
            port,
            List.of(
                new Stage(List.of(nameServer, broker), () -> admin().ready()),
                new Stage(List.of(proxy), () -> Probes.grpc(port))));
  }

  void remove() {
    server.remove();
    administration.close();
  }

  ContainerServer server() {
    return server;
  }

  RocketMqAdmin admin() {
    return administration.admin();
  }

  private static GenericContainer<?> container(Network network, String alias, int heapMegabytes) {
    // Servers of tests live for minutes: the optimising compiler would cost more than it gives.
    String heap = "-Xms%1$dm -Xmx%1$dm -XX:TieredStopAtLevel=1".formatted(heapMegabytes);
    return new GenericContainer<>(IMAGE)
        .withNetwork(network)
        .withNetworkAliases(alias)
        .withEnv(Map.of("NAMESRV_ADDR", NAME_SERVER, "JAVA_OPT_EXT", heap));
  }
}
