package io.skuline.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The place where dead letters can be found again. The topic of dead letters is what keeps them;
 * through the store, every instance knows of them at once.
 */
public interface DeadLetterStore {

  /** Stores a dead letter; one that is stored already stays as it is. */
  void put(DeadLetter letter);

  /** Stores dead letters; one that is stored already stays as it is. */
  default void putAll(List<DeadLetter> letters) {
    letters.forEach(this::put);
  }

  /**
   * A dead letter whose event is still to be answered.
   *
   * @param position its turn among the events of its order
   * @param tie decides between dead letters with the same position: the lower one comes first
   */
  record Unsettled(String key, long position, long tie) {

    /** Tells whether its turn comes before that of another dead letter of the same order. */
    public boolean isBefore(Unsettled other) {
      return position < other.position || (position == other.position && tie < other.tie);
    }
  }

  /**
   * Returns the dead letters among the events of these orders that are neither answered nor
   * discarded; orders without any are left out. Of very many dead letters of one order, only the
   * first and the last are returned, at least as many of both as a batch has.
   *
   * @throws RuntimeException if that cannot be found out now
   */
  Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds);

  /**
   * Records that replays were answered, and how. The replay in progress finds out by this. An
   * answer that cannot be recorded now is given again, the same.
   */
  void answered(Map<Replay, String> answers);
}
