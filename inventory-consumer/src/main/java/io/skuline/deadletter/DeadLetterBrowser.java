package io.skuline.deadletter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters for people who look at them. Every method throws a {@link
 * org.springframework.dao.DataAccessException} if the database cannot be asked.
 */
public interface DeadLetterBrowser {

  /** Returns the dead letters of an order, the oldest first. */
  List<DeadLetterSummary> ofOrder(String order, int limit);

  /** Returns the latest actions on a dead letter, the oldest of them first. */
  List<OperatorAction> latestActions(long letter, int limit);

  /** How many dead letters of a state have a reason. */
  record Count(DeadLetterState state, String reason, long letters) {}

  /** Returns how many dead letters match, by state and reason. */
  List<Count> counts(DeadLetterFilter filter);

  /** Returns matching dead letters with ids before this one, the newest first. */
  List<DeadLetterSummary> before(DeadLetterFilter filter, long id, int limit);

  /** Returns matching dead letters with ids after this one, the oldest first. */
  List<DeadLetterSummary> after(DeadLetterFilter filter, long id, int limit);

  /** Returns a dead letter with its bodies; empty if there is none. */
  Optional<DeadLetterDetails> one(long id);

  /** Returns a replay; empty if there is none. */
  Optional<ReplayJob> replay(long run);

  /** Returns replays, of whatever instance, with ids before this one, the newest first. */
  List<ReplayJob> replaysBefore(long run, int limit);

  /** Returns replays with ids after this one, the oldest first. */
  List<ReplayJob> replaysAfter(long run, int limit);

  /** Selects actions that match every given field. */
  record ActionFilter(
      @Nullable String who,
      OperatorAction.@Nullable Verb verb,
      @Nullable Long letter,
      @Nullable Long run) {}

  /** Returns matching actions with ids before this one, the newest first. */
  List<OperatorAction> actionsBefore(ActionFilter filter, long id, int limit);

  /** Returns matching actions with ids after this one, the oldest first. */
  List<OperatorAction> actionsAfter(ActionFilter filter, long id, int limit);
}
