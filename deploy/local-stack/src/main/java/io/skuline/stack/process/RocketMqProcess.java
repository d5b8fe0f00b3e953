package io.skuline.stack.process;

import io.skuline.setup.RemotingAccess;
import io.skuline.stack.StackAccess;
import io.skuline.stack.StackOptions;
import io.skuline.stack.rocketmq.RocketMqServer;
import java.util.List;
import java.util.Optional;

/** Name server, broker and proxy in one JVM, from the jars in the Maven repository. */
public final class RocketMqProcess extends LocalServer {
  private final RocketMqAdmin admin;
  private final RocketMqFiles files;
  private final Optional<StackAccess> access;

  RocketMqProcess(RocketMqFiles files, StackOptions options, Keeper keeper) {
    super(files.clientPort(), keeper);
    this.access = options.access();
    this.files = files;
    this.admin =
        new RocketMqAdmin(
            files.adminPort(),
            files.nameServerAddress(),
            files.brokerAddress(),
            access
                .map(closed -> RemotingAccess.of(closed.user(), closed.password()))
                .orElseGet(RemotingAccess::open));
  }

  /** Starts a server, or joins one that is shared, see {@link StackOptions#sharedRocketmq}. */
  public static RocketMqProcess start(StackOptions options) {
    return options
        .sharedRocketmq()
        .map(folder -> SharedRocketMq.in(folder, options))
        .orElseGet(() -> started(options));
  }

  private static RocketMqProcess started(StackOptions options) {
    RocketMqFiles files = RocketMqFiles.create(options);
    var guard = new Guard(files.home(), command(files, options));
    var rocketmq = new RocketMqProcess(files, options, guard);
    rocketmq.startOrClose();
    return rocketmq;
  }

  public RocketMqAdmin admin() {
    return admin;
  }

  /** Returns the address of the name server, for clients of the older protocol. */
  public String nameServerAddress() {
    return files.nameServerAddress();
  }

  @Override
  public String toString() {
    return "RocketMQ on 127.0.0.1:" + port();
  }

  @Override
  boolean answers() {
    return admin.ready()
        && access
            .map(closed -> Probes.tls(port(), closed.certificate()))
            .orElseGet(() -> Probes.grpc(port()));
  }

  static List<String> command(RocketMqFiles files, StackOptions options) {
    var command =
        RocketMqJvm.command(files.home(), options.rocketmqHeapMegabytes(), options.longLoad());
    command.addAll(RocketMqArchive.toMake());
    command.add("-Drocketmq.namesrv.addr=" + files.nameServerAddress());
    command.addAll(List.of("-cp", RocketMqClassPath.value(), RocketMqServer.class.getName()));
    command.addAll(
        List.of(
            files.home().toString(),
            files.nameServerAddress(),
            files.brokerAddress(),
            "" + files.adminPort(),
            options.secondBroker() ? "CLUSTER" : "LOCAL"));
    options.access().ifPresent(closed -> command.addAll(List.of(closed.user(), closed.password())));
    return command;
  }
}
