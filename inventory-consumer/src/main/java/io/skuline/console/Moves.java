package io.skuline.console;

import io.skuline.store.Movement;

/** Shows the kinds of movements. */
public final class Moves {

  private Moves() {}

  public static String word(Movement movement) {
    return switch (movement.kind()) {
      case DEDUCTION -> "Deduction";
      case RETURN -> "Return";
      case CANCELLATION -> "Cancelled";
      case INITIAL -> "First stock";
      case REPLENISHMENT -> "Replenishment";
      case CORRECTION -> "Correction";
      case RELEASE -> "Taken back";
      case TRANSFER -> "Bucket";
      case VOID -> "Void";
      case ANOMALY -> "Anomaly";
    };
  }

  public static String icon(Movement movement) {
    return switch (movement.kind()) {
      case DEDUCTION -> "minus";
      case RETURN, RELEASE -> "replay";
      case CANCELLATION, VOID -> "slash";
      case INITIAL, REPLENISHMENT -> "inbox";
      case CORRECTION, TRANSFER -> "edit";
      case ANOMALY -> "bad";
    };
  }

  public static String tone(Movement movement) {
    return switch (movement.kind()) {
      case ANOMALY -> "bad";
      default -> "";
    };
  }
}
