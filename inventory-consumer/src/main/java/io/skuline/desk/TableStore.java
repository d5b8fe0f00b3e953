package io.skuline.desk;

import io.skuline.deadletter.DeadLetter;
import io.skuline.deadletter.DeadLetterStore;
import io.skuline.deadletter.Replay;
import io.skuline.desk.ActionTable.ReplayOutcome;
import io.skuline.desk.LetterTable.Known;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionTemplate;

/** The dead letters of all instances, in the database. */
final class TableStore implements DeadLetterStore {

  private final LetterTable letters;
  private final ActionTable actions;
  private final TransactionTemplate transaction;
  private final DeskMetrics metrics;

  TableStore(
      LetterTable letters,
      ActionTable actions,
      TransactionTemplate transaction,
      DeskMetrics metrics) {
    this.letters = letters;
    this.actions = actions;
    this.transaction = transaction;
    this.metrics = metrics;
  }

  @Override
  public void put(DeadLetter letter) {
    transaction.executeWithoutResult(status -> store(letter));
  }

  /**
   * The same message may come by two ways and more than once; it changes something only if it is
   * new, or a replay that has not been seen to fail.
   */
  private void store(DeadLetter letter) {
    Known known = letters.lock(letter.key());
    if (known == null) {
      if (letters.insert(letter) != 0) {
        return;
      }
      known = letters.lock(letter.key());
    }
    boolean failedAnew =
        letter.replay() > known.parkedReplay()
            && letter.replay() >= known.replays()
            && known.state() != LetterState.DISCARDED;
    if (failedAnew) {
      letters.parkAgain(known, letter);
      actions.replayed(
          known.id(),
          known.run(),
          ReplayOutcome.PARKED_AGAIN,
          letter.reason() + ": " + letter.error());
      metrics.replayed(ReplayOutcome.PARKED_AGAIN);
    }
  }

  @Override
  public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    return letters.unsettledOf(orderIds);
  }

  @Override
  public void answered(Map<Replay, String> answers) {
    Map<String, Replay> sorted = new TreeMap<>();
    answers.keySet().forEach(replay -> sorted.put(replay.letterKey(), replay));
    transaction.executeWithoutResult(
        status ->
            sorted.forEach(
                (key, replay) -> {
                  Known known = letters.lock(key);
                  if (known != null && known.run() != null && replay.number() >= known.replays()) {
                    settle(known, answers.get(replay));
                  }
                }));
  }

  private void settle(Known known, String answer) {
    letters.settle(known.id());
    actions.replayed(known.id(), known.run(), ReplayOutcome.REPLAYED, answer);
    metrics.replayed(ReplayOutcome.REPLAYED);
  }
}
