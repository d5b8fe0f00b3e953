package io.skuline.sim.cli.shared;

import io.skuline.sim.admin.UnreachableException;

/** Prints a message if the process is told to end (Ctrl-C) before this is closed. */
public final class ShutdownMessage implements AutoCloseable {

  private final Thread hook;

  private ShutdownMessage(Thread hook) {
    this.hook = hook;
  }

  public static ShutdownMessage print(Runnable message) {
    Thread hook = new Thread(message, "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new ShutdownMessage(hook);
  }

  /**
   * Waits.
   *
   * @throws UnreachableException if the thread is interrupted
   */
  public void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while waiting", e);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook prints its message.
    }
  }
}
