package io.skuline.concurrent;

import java.time.Duration;

/** Time that passes only while a thread sleeps, and then at once. */
public final class FakeTimeSource implements TimeSource {

  private long nanos;
  private Runnable meanwhile = () -> {};

  /** Sets what runs during every sleep from now on. */
  public void whileAsleep(Runnable happens) {
    meanwhile = happens;
  }

  public void pass(Duration duration) {
    nanos += duration.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    pass(duration);
    meanwhile.run();
  }
}
