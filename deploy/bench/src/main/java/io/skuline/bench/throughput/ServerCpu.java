package io.skuline.bench.throughput;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Measures the processor time of the servers, which are descendants of this process. */
final class ServerCpu {

  /** The servers that a contender uses. */
  enum Server {
    BROKER,
    REDIS,
    DATABASE
  }

  /**
   * The programs that a Redis server may turn out to be. Debian's {@code redis-server} is a link to
   * {@code redis-check-rdb}, and the operating system names the program behind the link. A server
   * also replaces its own command line, so its arguments say nothing.
   */
  private static final Pattern REDIS =
      Pattern.compile("(redis|valkey)-(server|sentinel|check-rdb|check-aof)\\b.*");

  private ServerCpu() {}

  /** Returns the processor time used so far, by server. */
  static Map<Server, Duration> now() {
    Map<Server, Duration> used = new EnumMap<>(Server.class);
    ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::info)
        .forEach(
            info ->
                serverOf(info.command().orElse(""), info.commandLine().orElse(""))
                    .ifPresent(
                        server ->
                            used.merge(
                                server,
                                info.totalCpuDuration().orElse(Duration.ZERO),
                                Duration::plus)));
    return used;
  }

  /**
   * Returns which server a process is; empty if it is none.
   *
   * @param program the path of the program, after links; empty if it is not known
   * @param line the program and its arguments; empty if they are not known
   */
  static Optional<Server> serverOf(String program, String line) {
    if (program.endsWith("sh") || line.contains("io.skuline.")) {
      return Optional.empty();
    }
    Path name = Path.of(program).getFileName();
    if (name != null && REDIS.matcher(name.toString()).matches()) {
      return Optional.of(Server.REDIS);
    }
    if (line.contains("rocketmq")) {
      return Optional.of(Server.BROKER);
    }
    return line.contains("--datadir=") ? Optional.of(Server.DATABASE) : Optional.empty();
  }
}
