package io.skuline.deduction.redis;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A thread that decides a batch, and stands still before every call of a script until it is told to
 * go on, or to die before or after the call. At any time either one driver runs or the test does.
 */
final class SteppedDriver {

  /** What becomes of a driver at its next call. */
  enum Fate {
    LIVES,
    DIES_BEFORE,
    DIES_AFTER
  }

  /** The end of a driver that dies: nothing catches it. */
  private static final class Died extends Error {}

  private static final ThreadLocal<SteppedDriver> CURRENT = new ThreadLocal<>();

  private final Semaphore go = new Semaphore(0);
  private final Semaphore stands = new Semaphore(0);
  private volatile Fate fate = Fate.LIVES;
  private volatile boolean ended;
  private volatile List<String> answers;
  private volatile Throwable failure;

  /** Starts a driver; it stands before its first call when this returns. */
  SteppedDriver(Supplier<List<String>> work) {
    Thread thread = new Thread(() -> run(work), "driver");
    thread.setDaemon(true);
    thread.start();
    stands.acquireUninterruptibly();
  }

  private void run(Supplier<List<String>> work) {
    CURRENT.set(this);
    try {
      answers = work.get();
    } catch (Throwable e) {
      failure = e;
    } finally {
      ended = true;
      stands.release();
    }
  }

  /** Lets the driver go on to its next call, or to its end. */
  void step(Fate next) {
    fate = next;
    go.release();
    stands.acquireUninterruptibly();
  }

  boolean hasEnded() {
    return ended;
  }

  /** Returns the answers; null if there are none. */
  List<String> answers() {
    return answers;
  }

  /** Returns why the driver has ended without answers; null if it died as it was told to. */
  Throwable failure() {
    return failure instanceof Died ? null : failure;
  }

  /** Makes a call in the turn of the driver whose thread this is. */
  static <T> T call(Supplier<T> call) {
    SteppedDriver driver = CURRENT.get();
    if (driver == null) {
      return call.get();
    }
    driver.stands.release();
    driver.go.acquireUninterruptibly();
    if (driver.fate == Fate.DIES_BEFORE) {
      throw new Died();
    }
    T result = call.get();
    if (driver.fate == Fate.DIES_AFTER) {
      throw new Died();
    }
    return result;
  }
}
