package io.skuline.console;

import io.skuline.deduction.StoreStatus.Phase;

/** Shows the states of the stock. */
public final class Phases {

  private Phases() {}

  public static String word(Phase phase) {
    return switch (phase) {
      case OPEN -> "open";
      case PARTLY_OPEN -> "partly open";
      case FENCED -> "fenced";
      case REBUILDING -> "rebuilding";
    };
  }

  public static String tone(Phase phase) {
    return phase == Phase.OPEN ? "ok" : "bad";
  }

  public static String icon(Phase phase) {
    return phase == Phase.OPEN ? "check" : "lock";
  }

  /** Tells whether anything is sold. */
  static boolean sells(Phase phase) {
    return phase == Phase.OPEN || phase == Phase.PARTLY_OPEN;
  }
}
