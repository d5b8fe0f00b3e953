package io.skuline.sim.cli;

import io.skuline.sim.gateway.UnreachableException;

/** Says something if the process is told to end (Ctrl-C) before this is closed. */
final class Interruption implements AutoCloseable {

  private final Thread hook;

  private Interruption(Thread hook) {
    this.hook = hook;
  }

  static Interruption print(Runnable message) {
    Thread hook = new Thread(message, "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Interruption(hook);
  }

  /**
   * @throws UnreachableException if the thread is interrupted
   */
  void pause(long millis) {
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
      // The process ends, and the hook has its say.
    }
  }
}
