package io.skuline.system;

import static org.awaitility.Awaitility.await;

import io.skuline.stack.RedisPersistence;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.Ports;
import io.skuline.stack.process.RedisProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A redis-server with an append-only file (synced once a second), which a test can damage. */
final class RedisNode implements AutoCloseable {

  /** A port on which nothing listens. */
  private static final int NOBODY = Ports.block(1);

  private final RedisProcess process =
      RedisProcess.start(StackOptions.defaults().withRedisPersistence(RedisPersistence.EVERYSEC));

  int port() {
    return process.port();
  }

  void kill() {
    process.kill();
  }

  void start() {
    process.start();
  }

  /** Forgets everything, while the server is down. */
  void wipe() throws IOException {
    for (Path file : files()) {
      FileSystemUtils.deleteRecursively(file);
    }
  }

  /** Copies the files of a running server, as a backup does. */
  void copyTo(Path folder) throws IOException {
    for (Path file : files()) {
      FileSystemUtils.copyRecursively(file, folder.resolve(file.getFileName()));
    }
  }

  /** Puts a copy in place, while the server is down. */
  void restore(Path folder) throws IOException {
    wipe();
    FileSystemUtils.copyRecursively(folder, process.folder());
  }

  /** Removes what was not on the disk yet when the power failed, while the server is down. */
  void loseEndOfFile(int bytes) throws IOException {
    try (Stream<Path> all = Files.walk(process.folder())) {
      Path latest =
          all.filter(file -> file.getFileName().toString().matches("appendonly.*\\.aof"))
              .max(Comparator.comparing(file -> file.toFile().lastModified()))
              .orElseThrow();
      try (RandomAccessFile file = new RandomAccessFile(latest.toFile(), "rw")) {
        file.setLength(Math.max(0, file.length() - bytes));
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(process.folder())) {
      return all.filter(file -> file.getFileName().toString().matches("appendonly.*|.*\\.rdb"))
          .toList();
    }
  }

  /** Makes the server a replica, and returns when it has everything. */
  void follow(RedisNode master) {
    command("SLAVEOF 127.0.0.1 " + master.port());
    await("replication").until(() -> command("INFO replication").contains("master_link_status:up"));
  }

  /** Makes the server receive nothing any more, as when the link is cut. */
  void loseItsMaster() {
    command("SLAVEOF 127.0.0.1 " + NOBODY);
  }

  void promote() {
    command("SLAVEOF NO ONE");
  }

  /**
   * Runs a command, with a connection of its own.
   *
   * @param line words between blanks
   * @return a simple answer, as it comes
   */
  String command(String line) {
    return process.command(line);
  }

  @Override
  public void close() {
    process.close();
  }
}
