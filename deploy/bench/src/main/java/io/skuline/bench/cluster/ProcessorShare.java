package io.skuline.bench.cluster;

import io.skuline.stack.process.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Limits a server to a share of one core, by a control group of its own. So servers, and not the
 * client, are what limits throughput, even on a machine with few cores. This needs Linux and the
 * right to create control groups.
 */
final class ProcessorShare implements AutoCloseable {

  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /** The period over which the share counts: short, so that the server stalls briefly and often. */
  private static final int PERIOD_MICROS = 10_000;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Path group;

  private ProcessorShare(Path group) {
    this.group = group;
  }

  /**
   * @param percent 10 to 100, of one core
   * @throws IOException if control groups cannot be created here
   */
  static ProcessorShare limit(RedisProcess server, int percent) throws IOException {
    boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
    Path parent = unified ? ROOT : ROOT.resolve("cpu");
    Path group =
        Files.createDirectory(
            parent.resolve("skuline-bench-%d-%d".formatted(self(), server.port())));
    ProcessorShare share = new ProcessorShare(group);
    try {
      int quota = PERIOD_MICROS * percent / 100;
      if (unified) {
        share.write("cpu.max", quota + " " + PERIOD_MICROS);
      } else {
        share.write("cpu.cfs_period_us", "" + PERIOD_MICROS);
        share.write("cpu.cfs_quota_us", "" + quota);
      }
      share.write("cgroup.procs", NodeUse.processOf(server));
      return share;
    } catch (IOException e) {
      share.close();
      throw e;
    }
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }

  private void write(String file, String value) throws IOException {
    Files.writeString(group.resolve(file), value);
  }

  /** Removes the group. End the server before: what is left of its process is waited for. */
  @Override
  public void close() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new UncheckedIOException(e);
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }
}
