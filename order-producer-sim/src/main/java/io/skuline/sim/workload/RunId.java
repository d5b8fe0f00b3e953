package io.skuline.sim.workload;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Makes ids of runs. */
public final class RunId {

  private RunId() {}

  /**
   * Returns a short id that sorts by time. Two runs have the same id only within one millisecond,
   * once in 1296 times.
   */
  public static String next(InstantSource clock) {
    String tail = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36), 36);
    return "run-" + Long.toString(clock.millis(), 36) + (tail.length() < 2 ? "0" : "") + tail;
  }
}
