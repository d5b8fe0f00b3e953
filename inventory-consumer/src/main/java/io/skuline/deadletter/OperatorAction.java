package io.skuline.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody did, and what came of it. */
public record OperatorAction(
    long id,
    Instant at,
    String who,
    Verb verb,
    @Nullable Long letter,
    @Nullable Long run,
    String outcome,
    String detail) {

  /** What can be done. */
  public enum Verb {
    REPLAY,
    STOP,
    EDIT,
    DISCARD,
    IMPORT
  }
}
