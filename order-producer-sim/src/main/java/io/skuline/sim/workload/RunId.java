package io.skuline.sim.workload;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** Names for runs. */
public final class RunId {

  private RunId() {}

  /** A short id that sorts by time; two runs share it only within a millisecond, once in 1296. */
  public static String next(InstantSource clock) {
    String tail = Integer.toString(ThreadLocalRandom.current().nextInt(36 * 36), 36);
    return "run-" + Long.toString(clock.millis(), 36) + (tail.length() < 2 ? "0" : "") + tail;
  }
}
