package io.skuline.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An action of an operator, and its outcome. */
public record OperatorAction(
    long id,
    Instant at,
    String who,
    Verb verb,
    @Nullable Long letter,
    @Nullable Long run,
    String outcome,
    String detail) {

  /** The kinds of actions. */
  public enum Verb {
    REPLAY,
    STOP,
    EDIT,
    DISCARD,
    IMPORT
  }
}
