package io.skuline.stack.process;

import io.skuline.stack.StackAccess;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration of one RocketMQ server in its own folder. It uses a block of {@value #PORTS}
 * neighbouring ports and the port for clients. Small files, a short memory of dead clients and a
 * short stop make it fit for tests. An acknowledged message is safe as long as the machine is.
 */
record RocketMqFiles(
    Path home, int firstPort, int clientPort, Duration clientExpiry, Optional<StackAccess> access) {
  static final int PORTS = 6;

  /** Writes the configuration of a new server into a new folder. */
  static RocketMqFiles create(StackOptions options) {
    int firstPort = Ports.block(PORTS + 1);
    int wished = options.rocketmqPort();
    var files =
        new RocketMqFiles(
            Folders.newData("rocketmq"),
            firstPort,
            wished == 0 ? firstPort + PORTS : wished,
            options.clientExpiry(),
            options.access());
    try {
      files.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  String nameServerAddress() {
    return "127.0.0.1:" + nameServerPort();
  }

  String brokerAddress() {
    return "127.0.0.1:" + brokerPort();
  }

  int adminPort() {
    return firstPort + 5;
  }

  private int nameServerPort() {
    return firstPort;
  }

  /** Returns the broker's port. The broker also takes the port two below it. */
  private int brokerPort() {
    return firstPort + 3;
  }

  private void write() throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("store"));
    Files.writeString(conf.resolve("namesrv.conf"), nameServer());
    Files.writeString(conf.resolve("broker.conf"), broker());
    Files.writeString(conf.resolve("rmq-proxy.json"), proxy());
  }

  private String nameServer() {
    return """
        bindAddress=127.0.0.1
        listenPort=%d
        kvConfigPath=%s/namesrv-kv.json
        """
        .formatted(nameServerPort(), home);
  }

  private String broker() {
    return brokerConf(
            home, "broker-a", nameServerAddress(), brokerPort(), firstPort + 2, clientExpiry)
        + access.map(RocketMqFiles::brokerAuth).orElse("");
  }

  /**
   * Returns the settings for a broker with users. The user has all rights; others are created when
   * they are needed.
   */
  private static String brokerAuth(StackAccess access) {
    return """
        authenticationEnabled=true
        authenticationMetadataProvider=%s.authentication.provider.LocalAuthenticationMetadataProvider
        initAuthenticationUser={"username":"%s","password":"%s"}
        innerClientAuthenticationCredentials=%s
        authorizationEnabled=true
        authorizationMetadataProvider=%s.authorization.provider.LocalAuthorizationMetadataProvider
        """
        .formatted(
            "org.apache.rocketmq.auth",
            access.user(),
            access.password(),
            innerCredentials(access),
            "org.apache.rocketmq.auth");
  }

  private static String innerCredentials(StackAccess access) {
    return """
        {"accessKey":"%s","secretKey":"%s"}"""
        .formatted(access.user(), access.password());
  }

  private static String proxyAuth(StackAccess access) {
    return """
          "authenticationEnabled": true,
          "authenticationMetadataProvider": "%s.ProxyAuthenticationMetadataProvider",
          "innerClientAuthenticationCredentials": "%s",
          "authorizationEnabled": true,
          "authorizationMetadataProvider": "%s.ProxyAuthorizationMetadataProvider",
        """
        .formatted(
            "org.apache.rocketmq.proxy.auth",
            innerCredentials(access).replace("\"", "\\\""),
            "org.apache.rocketmq.proxy.auth");
  }

  /**
   * Returns the settings of the broker.
   *
   * <p>A send may wait longer than the usual 0.2 s, because the broker shares its cores with its
   * clients. The broker's thread for the metrics of transactions loops until their first interval
   * is over. Half of the processor time of an idle broker goes into comparing 40 MB of the timer's
   * wheel with the disk and into looking for requests that have waited. After a kill, the broker
   * reads from the log what the wheel lacks.
   */
  static String brokerConf(
      Path home, String name, String nameServer, int port, int haPort, Duration clientExpiry) {
    return BrokerSettings.COMMON
        + """
        brokerName=%s
        namesrvAddr=%s
        bindAddress=127.0.0.1
        brokerIP1=127.0.0.1
        brokerIP2=127.0.0.1
        listenPort=%d
        haListenPort=%d
        storePathRootDir=%s/store
        storePathCommitLog=%s/store/commitlog
        timerFlushIntervalMs=600000
        timerGetMessageThreadNum=1
        timerPutMessageThreadNum=1
        brokerFastFailureEnable=false
        channelExpiredTimeout=%d
        """
            .formatted(name, nameServer, port, haPort, home, home, clientExpiry.toMillis());
  }

  /**
   * Returns the settings of the proxy.
   *
   * <p>At a restart, the proxy may be asked for a topic before the broker has registered it. The
   * proxy then takes the topic for unknown until its cache is refreshed.
   */
  private String proxy() {
    ServerCertificate certificate =
        access.map(StackAccess::certificate).orElseGet(ServerCertificate::ofThisMachine);
    return """
        {
          "rocketMQClusterName": "DefaultCluster",
          "proxyName": "proxy-a",
          "namesrvAddr": "127.0.0.1:%d",
          "localServeAddr": "127.0.0.1",
          "grpcServerPort": %d,
          "remotingListenPort": %d,
          "useEndpointPortFromRequest": false,
          "grpcShutdownTimeSeconds": 2,
          "enablePrintJstack": false,
          "topicRouteServiceCacheRefreshSeconds": 1,
          "channelExpiredTimeout": %d,
          "grpcClientIdleTimeMills": %d,
          "grpcWorkerLoopNum": 2,
          "grpcThreadPoolNums": 4,
          %s"tlsTestModeEnable": false,
          "tlsKeyPath": "%s",
          "tlsCertPath": "%s"
        }
        """
        .formatted(
            nameServerPort(),
            clientPort,
            firstPort + 4,
            clientExpiry.toMillis(),
            clientExpiry.toMillis(),
            access.map(RocketMqFiles::proxyAuth).orElse(""),
            certificate.key(),
            certificate.certificate());
  }
}
