package io.skuline.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where dead letters can be found again. The topic of dead letters is what keeps them; this is how
 * every instance knows of them at once.
 */
public interface DeadLetterStore {

  /** Stores a letter; one that is stored already stays as it is. */
  void put(DeadLetter letter);

  /**
   * A letter whose event is still to be answered.
   *
   * @param position its turn among the events of its order
   * @param tie decides whose turn comes first of those with one position: the lower
   */
  record Unsettled(String key, long position, long tie) {

    /** Whether its turn comes before that of another letter of the same order. */
    public boolean isBefore(Unsettled other) {
      return position < other.position || (position == other.position && tie < other.tie);
    }
  }

  /**
   * The letters among the events of these orders that are neither answered nor discarded; orders
   * without any are left out. Of very many letters of one order, only the first and the last are
   * told, at least as many of both as a batch has.
   *
   * @throws RuntimeException if that cannot be told now
   */
  Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds);

  /**
   * Replays were answered, and how. Whoever replays them finds out by this; what cannot be noted
   * now is answered again, the same.
   */
  void answered(Map<Replay, String> answers);
}
