package io.skuline.stack.process;

import io.skuline.stack.Server;
import io.skuline.stack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A server that runs as a guarded process. */
public abstract class LocalServer implements Server, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(25);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final int port;
  private final Keeper guard;

  LocalServer(int port, Path folder, List<String> command) {
    this(port, new Guard(folder, command));
  }

  LocalServer(int port, Keeper guard) {
    this.port = port;
    this.guard = guard;
  }

  /** Tries once whether the server answers; must return within a second or two. */
  abstract boolean answers();

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final boolean running() {
    return guard.running();
  }

  @Override
  public final void kill() {
    guard.kill();
  }

  @Override
  public final void start() {
    if (guard.running()) {
      return;
    }
    guard.start();
    awaitAnswer();
  }

  @Override
  public final void pause() {
    guard.pause();
  }

  @Override
  public final void resume() {
    guard.resume();
  }

  @Override
  public final void close() {
    guard.close();
  }

  /** Begins to end the server; {@link #close()} waits until it is gone. */
  public final void closeSoon() {
    guard.closeSoon();
  }

  /** Starts the server for the first time. Leaves nothing behind if that fails. */
  final void startOrClose() {
    try {
      start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void awaitAnswer() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!guard.running()) {
        throw new StackException(this + " ended:\n" + guard.lastLines());
      }
      if (System.nanoTime() > deadline) {
        throw new StackException(
            this + " did not answer within " + PATIENCE.toSeconds() + " s:\n" + guard.lastLines());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
