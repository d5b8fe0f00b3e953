package io.skuline.stack.process;

import io.skuline.stack.StackException;
import io.skuline.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The RocketMQ that test JVMs share which run side by side, because each one costs a start, a
 * warm-up, and 8 % of a core while it does nothing. The first JVM that needs it starts it. It ends
 * with the last JVM that uses it, however that ends: its guard reads a pipe that all of them hold
 * open.
 */
final class SharedRocketMq {

  private SharedRocketMq() {}

  /**
   * Returns the server of a folder, which is started if no JVM has started it, or all of them have
   * ended.
   *
   * @param folder where the JVMs find each other
   */
  static RocketMqProcess in(Path folder, StackOptions options) {
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = FileLocks.lock(channel)) {
        if (!lock.isValid()) {
          throw new StackException("The lock of " + folder + " is lost");
        }
        Path running = folder.resolve("running");
        return joined(running, options).orElseGet(() -> started(running, options));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RocketMqProcess started(Path running, StackOptions options) {
    RocketMqFiles files = RocketMqFiles.create(options);
    HeldPipe pipe = HeldPipe.create(pipe(files.home()));
    Guard guard = Guard.shared(files.home(), RocketMqProcess.command(files, options), pipe);
    RocketMqProcess rocketmq = new RocketMqProcess(files, options, guard);
    rocketmq.startOrClose();
    List<String> facts =
        List.of(
            files.home().toString(),
            Integer.toString(files.firstPort()),
            Integer.toString(files.clientPort()),
            Long.toString(guard.pid()));
    try {
      Files.write(running, facts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rocketmq;
  }

  private static Optional<RocketMqProcess> joined(Path running, StackOptions options) {
    if (!Files.exists(running)) {
      return Optional.empty();
    }
    List<String> facts;
    try {
      facts = Files.readAllLines(running);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path home = Path.of(facts.get(0));
    RocketMqFiles files =
        new RocketMqFiles(
            home,
            Integer.parseInt(facts.get(1)),
            Integer.parseInt(facts.get(2)),
            options.clientExpiry(),
            options.access());
    long guard = Long.parseLong(facts.get(3));
    if (!Files.exists(pipe(home)) || ProcessHandle.of(guard).isEmpty()) {
      return Optional.empty();
    }
    HeldPipe pipe = HeldPipe.open(pipe(home));
    RocketMqProcess rocketmq = new RocketMqProcess(files, options, new SharedKeeper(guard, pipe));
    if (rocketmq.answers()) {
      return Optional.of(rocketmq);
    }
    rocketmq.close();
    return Optional.empty();
  }

  private static Path pipe(Path home) {
    return home.resolve("orders");
  }

  /**
   * The part that a JVM has in a server that another one has started.
   *
   * @param guard the process id of the server's guard
   */
  private record SharedKeeper(long guard, HeldPipe pipe) implements Keeper {

    @Override
    public void start() {
      throw new StackException("It is shared: only the JVM that has started it starts it again");
    }

    @Override
    public void kill() {
      throw refused();
    }

    @Override
    public void pause() {
      throw refused();
    }

    @Override
    public void resume() {
      throw refused();
    }

    private static StackException refused() {
      return new StackException("It is shared: a test that disturbs it needs a stack of its own");
    }

    @Override
    public boolean running() {
      return ProcessHandle.of(guard).isPresent();
    }

    @Override
    public String lastLines() {
      return "(the log is that of the JVM that has started it)";
    }

    @Override
    public void closeSoon() {
      pipe.close();
    }

    @Override
    public void close() {
      pipe.close();
    }
  }
}
