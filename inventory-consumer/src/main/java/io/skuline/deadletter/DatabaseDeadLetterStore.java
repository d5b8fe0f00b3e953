package io.skuline.deadletter;

import io.skuline.deadletter.DeadLetterTable.Known;
import io.skuline.deadletter.OperatorActionTable.Ended;
import io.skuline.deadletter.OperatorActionTable.ReplayOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/** The dead letters of all instances, in the database. */
record DatabaseDeadLetterStore(
    DeadLetterTable deadLetters,
    OperatorActionTable actions,
    TransactionTemplate transaction,
    DeadLetterMetrics metrics)
    implements DeadLetterStore {

  @Override
  public void put(DeadLetter letter) {
    putAll(List.of(letter));
  }

  /** One transaction for all, which locks them in the order of their keys. */
  @Override
  public void putAll(List<DeadLetter> letters) {
    List<DeadLetter> inOrder =
        letters.stream().sorted(Comparator.comparing(DeadLetter::key)).toList();
    long again =
        transaction.<Long>execute(status -> inOrder.stream().filter(this::parkedAgain).count());
    for (long i = 0; i < again; i++) {
      metrics.replayed(ReplayOutcome.PARKED_AGAIN);
    }
  }

  /**
   * The same message may arrive by two ways and more than once. It changes something only if it is
   * new, or if it is a replay whose failure is not recorded yet.
   */
  private boolean parkedAgain(DeadLetter letter) {
    Known known = deadLetters.lock(letter.key());
    if (letter.replay() > 0 && (known == null || letter.replay() > known.replays())) {
      // No dead letter here was ever replayed with this number: the message is a dead letter of its
      // own.
      return parkedAgain(letter.asItself());
    }
    if (known == null) {
      deadLetters.insert(letter);
      return false;
    }
    if (!failedAnew(letter, known)) {
      return false;
    }
    deadLetters.parkAgain(known, letter);
    actions.replayed(
        List.of(
            new Ended(
                known.id(),
                known.run(),
                ReplayOutcome.PARKED_AGAIN,
                letter.reason() + ": " + letter.error())));
    return true;
  }

  /** An answered dead letter stays so, unless its readers have given up the message since. */
  private static boolean failedAnew(DeadLetter letter, Known known) {
    boolean stays =
        known.state() == DeadLetterState.DISCARDED
            || (known.state() == DeadLetterState.REPLAYED && letter.consumerGroup() == null);
    return !stays && letter.replay() == known.replays() && letter.replay() > known.parkedReplay();
  }

  @Override
  public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    return deadLetters.unsettledOf(orderIds);
  }

  /**
   * An answer counts for the latest replay of its dead letter, whether the dead letter is still
   * part of a replay or has been parked meanwhile: its order is answered.
   */
  @Override
  public void answered(Map<Replay, String> answers) {
    Map<String, Replay> latest = new HashMap<>();
    answers
        .keySet()
        .forEach(
            replay ->
                latest.merge(
                    replay.letterKey(), replay, (a, b) -> a.number() < b.number() ? b : a));
    List<Ended> settled =
        transaction.execute(
            status -> {
              List<Ended> ended = new ArrayList<>();
              for (Known known : deadLetters.lock(latest.keySet())) {
                Replay replay = latest.get(known.key());
                boolean open =
                    known.state() == DeadLetterState.REPLAYING
                        || known.state() == DeadLetterState.PARKED;
                if (open && replay.number() == known.replays()) {
                  ended.add(
                      new Ended(
                          known.id(), known.run(), ReplayOutcome.REPLAYED, answers.get(replay)));
                }
              }
              deadLetters.settle(ended.stream().map(Ended::letter).toList());
              actions.replayed(ended);
              return ended;
            });
    settled.forEach(ended -> metrics.replayed(ended.outcome()));
  }
}
