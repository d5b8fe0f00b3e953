package io.skuline.concurrent;

import org.springframework.context.SmartLifecycle;

/** A bean that does one step after another in a thread of its own, from its start to its stop. */
public abstract class BackgroundService implements SmartLifecycle {

  private final Worker worker;

  /**
   * @param name the name of the thread
   */
  @SuppressWarnings("this-escape") // No step is done before the start.
  protected BackgroundService(String name) {
    this.worker = new Worker(name, this::step);
  }

  /** Does one step; it waits by itself when there is nothing to do. */
  protected abstract void step() throws InterruptedException;

  @Override
  public final void start() {
    worker.start();
  }

  @Override
  public final void stop() {
    worker.stop();
  }

  @Override
  public final boolean isRunning() {
    return worker.isRunning();
  }
}
