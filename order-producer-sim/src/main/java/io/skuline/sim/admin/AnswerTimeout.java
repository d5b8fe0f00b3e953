package io.skuline.sim.admin;

import java.time.Duration;

/**
 * The time that an address may take until it answers for the first time. The system property
 * {@value #MILLIS} changes it, for networks that are slower than the patience of a person at a
 * terminal.
 */
public final class AnswerTimeout {

  static final String MILLIS = "skuline.patience-millis";

  private static final int USUAL_MILLIS = 8_000;

  private AnswerTimeout() {}

  public static Duration usual() {
    return Duration.ofMillis(Math.max(1, Integer.getInteger(MILLIS, USUAL_MILLIS)));
  }
}
