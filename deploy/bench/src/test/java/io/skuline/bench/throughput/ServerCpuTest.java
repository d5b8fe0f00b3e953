package io.skuline.bench.throughput;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.bench.throughput.ServerCpu.Server;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServerCpuTest {

  /** The programs and command lines as Linux reports them. */
  @Test
  void serversAreRecognised() {
    Map.of(
            "/cache/redis/redis-server|/cache/redis/redis-server 127.0.0.1:6379",
            Server.REDIS,
            "/usr/bin/redis-check-rdb|/usr/bin/redis-check-rdb",
            Server.REDIS,
            "/usr/local/bin/valkey-server|/usr/local/bin/valkey-server",
            Server.REDIS,
            "/jdk/bin/java|/jdk/bin/java -Drocketmq.home.dir=/tmp/broker Main",
            Server.BROKER,
            "/usr/sbin/mariadbd|/usr/sbin/mariadbd --datadir=/tmp/database",
            Server.DATABASE)
        .forEach(
            (process, server) ->
                assertThat(serverOf(process)).as(process).isEqualTo(Optional.of(server)));
  }

  @Test
  void otherProcessesAreNoServers() {
    for (String process :
        new String[] {
          "|",
          "/usr/bin/redis-cli|/usr/bin/redis-cli ping",
          "/bin/sh|/bin/sh -c redis-server --datadir=/tmp",
          "/jdk/bin/java|/jdk/bin/java -cp rocketmq-client.jar io.skuline.bench.Main"
        }) {
      assertThat(serverOf(process)).as(process).isEmpty();
    }
  }

  private static Optional<Server> serverOf(String process) {
    int end = process.indexOf('|');
    return ServerCpu.serverOf(process.substring(0, end), process.substring(end + 1));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theProgramBehindALinkCounts(@TempDir Path folder) throws Exception {
    Path program = Files.copy(Path.of("/bin/sleep"), folder.resolve("redis-check-rdb"));
    Path link = Files.createSymbolicLink(folder.resolve("redis-server"), program);
    Process server = new ProcessBuilder(link.toString(), "60").start();
    try {
      assertThat(ServerCpu.now()).containsKey(Server.REDIS);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }
}
