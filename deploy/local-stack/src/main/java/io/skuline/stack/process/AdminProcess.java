package io.skuline.stack.process;

import io.skuline.setup.RemotingAccess;
import io.skuline.stack.rocketmq.AdminServer;
import java.nio.file.Path;
import java.util.List;

/**
 * A JVM that administers a RocketMQ that runs elsewhere. It needs milliseconds where each {@code
 * mqadmin} in a container needs seconds.
 */
public final class AdminProcess extends LocalServer {
  private final RocketMqAdmin admin;

  private AdminProcess(int port, Path folder, List<String> command, RocketMqAdmin admin) {
    super(port, folder, command);
    this.admin = admin;
  }

  /** Starts the process and returns when it listens, whether RocketMQ is there or not. */
  public static AdminProcess start(String nameServerAddress, String brokerAddress) {
    int port = Ports.block(1);
    Path folder = Folders.newData("admin");
    var command = RocketMqJvm.command(folder, 64, false);
    command.addAll(List.of("-cp", RocketMqClassPath.value(), AdminServer.class.getName()));
    command.addAll(List.of(nameServerAddress, brokerAddress, "" + port));
    var admin = new RocketMqAdmin(port, nameServerAddress, brokerAddress, RemotingAccess.open());
    var process = new AdminProcess(port, folder, command, admin);
    process.startOrClose();
    return process;
  }

  public RocketMqAdmin admin() {
    return admin;
  }

  @Override
  public String toString() {
    return "RocketMQ's administration on 127.0.0.1:" + port();
  }

  @Override
  boolean answers() {
    return admin.listening();
  }
}
