package io.skuline.stack.process;

import io.skuline.setup.RemotingAccess;
import io.skuline.stack.StackOptions;
import io.skuline.stack.rocketmq.BrokerServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A second broker of a {@link RocketMqProcess}, which can be killed alone. */
public final class SecondBroker extends LocalServer {
  private static final int PORTS = 5;

  private final RocketMqAdmin admin;

  private SecondBroker(Path home, int firstPort, List<String> command, String nameServer) {
    super(firstPort + 2, home, command);
    this.admin =
        new RocketMqAdmin(
            firstPort + 4, nameServer, "127.0.0.1:" + (firstPort + 2), RemotingAccess.open());
  }

  /** Starts a broker for the name server of the first one. */
  public static SecondBroker start(RocketMqProcess first, StackOptions options) {
    // The broker also takes the port two below its own.
    int firstPort = Ports.block(PORTS);
    Path home = Folders.newData("broker");
    String conf =
        RocketMqFiles.brokerConf(
            home,
            "broker-b",
            first.nameServerAddress(),
            firstPort + 2,
            firstPort + 3,
            options.clientExpiry());
    try {
      Files.createDirectories(home.resolve("store"));
      Files.writeString(Files.createDirectories(home.resolve("conf")).resolve("broker.conf"), conf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command = RocketMqJvm.command(home, options.rocketmqHeapMegabytes(), options.longLoad());
    command.addAll(List.of("-cp", RocketMqClassPath.value(), BrokerServer.class.getName()));
    command.addAll(
        List.of(
            home.toString(),
            first.nameServerAddress(),
            "127.0.0.1:" + (firstPort + 2),
            "" + (firstPort + 4)));
    var broker = new SecondBroker(home, firstPort, command, first.nameServerAddress());
    broker.startOrClose();
    return broker;
  }

  public RocketMqAdmin admin() {
    return admin;
  }

  @Override
  boolean answers() {
    return admin.ready();
  }

  @Override
  public String toString() {
    return "A second RocketMQ broker on 127.0.0.1:" + port();
  }
}
