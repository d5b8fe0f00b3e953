package io.skuline.console;

import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.ParkReason;

/** Shows the states and reasons of dead letters. */
public final class LetterWords {

  private LetterWords() {}

  public static String tone(DeadLetterState state) {
    return switch (state) {
      case PARKED -> "warn";
      case REPLAYING -> "info";
      case REPLAYED -> "ok";
      case DISCARDED -> "";
    };
  }

  public static String icon(DeadLetterState state) {
    return switch (state) {
      case PARKED -> "tray";
      case REPLAYING -> "replay";
      case REPLAYED -> "check";
      case DISCARDED -> "slash";
    };
  }

  public static String word(DeadLetterState state) {
    return switch (state) {
      case PARKED -> "Parked";
      case REPLAYING -> "Replaying";
      case REPLAYED -> "Replayed";
      case DISCARDED -> "Discarded";
    };
  }

  /** Returns what a reason means in a few words; empty for one that is not known. */
  public static String hint(String reason) {
    try {
      return switch (ParkReason.valueOf(reason)) {
        case MALFORMED_JSON -> "not readable";
        case TOO_LARGE -> "too large";
        case UNKNOWN_TYPE -> "not an order event";
        case MISSING_FIELD -> "a field is missing";
        case INVALID_FIELD -> "a field breaks a limit";
        case FAILED -> "failed again and again";
        case FOLLOWS_PARKED -> "behind its order";
        case QUARANTINED -> "SKU is held";
        case FENCED -> "stock was closed";
        case INCOMPLETE_ANSWER -> "answer was lost";
        case DELIVERY_EXHAUSTED -> "a group gave up";
      };
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
