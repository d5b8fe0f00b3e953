package io.skuline.bench.throughput;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Measures the processor time of the servers, which are descendants of this process. */
final class ServerCpu {

  /** The servers, by a part of their command lines. */
  enum Server {
    BROKER("rocketmq"),
    REDIS("redis-server"),
    DATABASE("--datadir=");

    private final String mark;

    Server(String mark) {
      this.mark = mark;
    }
  }

  private ServerCpu() {}

  /** Returns the processor time used so far, by server. */
  static Map<Server, Duration> now() {
    Map<Server, Duration> used = new EnumMap<>(Server.class);
    ProcessHandle.current()
        .descendants()
        .filter(handle -> !handle.info().command().orElse("").endsWith("sh"))
        .forEach(
            handle -> {
              String line = handle.info().commandLine().orElse("");
              if (!line.contains("io.skuline.")) {
                for (Server server : Server.values()) {
                  if (line.contains(server.mark)) {
                    used.merge(
                        server,
                        handle.info().totalCpuDuration().orElse(Duration.ZERO),
                        Duration::plus);
                  }
                }
              }
            });
    return used;
  }
}
