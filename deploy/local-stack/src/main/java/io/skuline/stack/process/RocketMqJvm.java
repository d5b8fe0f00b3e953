package io.skuline.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes the command of every JVM with RocketMQ's own code in it. */
final class RocketMqJvm {
  private RocketMqJvm() {}

  /**
   * Returns the beginning of a command. The JVM writes nothing outside of its home, even when it is
   * killed.
   *
   * @param longLoad see {@link io.skuline.stack.StackOptions}
   */
  static List<String> command(Path home, int heapMegabytes, boolean longLoad) {
    Path temp = home.resolve("tmp");
    try {
      Files.createDirectories(temp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m"));
    command.add("-XX:MaxDirectMemorySize=256m");
    if (!longLoad) {
      command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }
    command.add("-XX:-UsePerfData"); // a file in the temp folder of the machine
    command.add("-Djava.io.tmpdir=" + temp);
    command.add("-Duser.home=" + home);
    command.add("-Drocketmq.home.dir=" + home);
    command.add("-DRMQ_PROXY_HOME=" + home);
    command.add("-Dbrokerlogdir=");
    command.add("-Drocketmq.client.logUseSlf4j=false");
    // This is a setting of the older protocol. Otherwise each server makes a key at each start,
    // which takes seconds.
    command.add("-Dtls.server.mode=disabled");
    command.addAll(RocketMqArchive.toUse());
    command.add("-Dtls.enable=false");
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");
    return command;
  }
}
