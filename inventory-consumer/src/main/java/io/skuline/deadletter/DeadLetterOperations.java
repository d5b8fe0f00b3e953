package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import java.util.Optional;
import java.util.function.Consumer;

/** What operators can do to dead letters. Every change is recorded with the operator's name. */
public interface DeadLetterOperations {

  /**
   * What the replay of a dead letter would do.
   *
   * @param outcome WOULD_REPLAY or REFUSED
   */
  record Forecast(long letter, String outcome, String detail) {

    /** Tells whether it would be sent. */
    public boolean wouldReplay() {
      return outcome.equals("WOULD_REPLAY");
    }
  }

  /**
   * Returns why the intake would park a dead letter with this body again; empty if it would not.
   *
   * @throws DeadLetterNotFoundException if there is no such dead letter
   */
  Optional<String> flaw(long id, byte[] body);

  /**
   * Stores a corrected body, which replays send from now on; the original is kept.
   *
   * @throws InvalidEventException if the intake would park it again
   * @throws ConflictingStateException while the dead letter is being replayed
   */
  DeadLetterDetails edit(long id, byte[] body, String who);

  /** Reports what a replay would do, without doing it. */
  void dryRun(DeadLetterSelection choice, boolean again, Consumer<Forecast> consumer);

  /**
   * Begins a replay; it goes on by itself, in this instance or another one.
   *
   * @param rate messages per second
   * @param again whether dead letters that were replayed or discarded before are replayed too
   * @throws DeadLetterNotFoundException if one of the ids does not exist
   */
  ReplayJob replay(DeadLetterSelection choice, int rate, boolean again, String who);

  /** Makes a replay send no more; answers to what was sent are still waited for. */
  ReplayJob stop(long run, String who);

  /**
   * Records that parked dead letters are not needed. What waits for them waits no more.
   *
   * @param reason why, 1 to 1000 characters
   * @return how many were parked, and are discarded now
   */
  int discard(DeadLetterSelection choice, String reason, String who);

  /** Passes every selected dead letter, whole, to the consumer, one at a time. */
  void export(DeadLetterFilter selection, Consumer<ExportedDeadLetter> consumer);
}
