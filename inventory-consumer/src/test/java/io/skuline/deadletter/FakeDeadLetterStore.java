package io.skuline.deadletter;

import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store in memory that keeps what it received, and may be unavailable. */
public final class FakeDeadLetterStore implements DeadLetterStore {

  private final Map<String, List<Unsettled>> unsettled = new HashMap<>();
  private final List<DeadLetter> letters = new ArrayList<>();
  private int asked;
  private boolean away;

  public void unsettled(String orderId, Unsettled... letters) {
    unsettled.put(orderId, List.of(letters));
  }

  public void goAway() {
    away = true;
  }

  public void comeBack() {
    away = false;
  }

  /** Returns how often the store was asked about orders. */
  public int asked() {
    return asked;
  }

  /** Returns the stored dead letters. */
  List<DeadLetter> letters() {
    return letters;
  }

  @Override
  public void put(DeadLetter letter) {
    requireThere();
    letters.add(letter);
    unsettled
        .computeIfAbsent(Subject.of(letter.original()).orderId(), order -> new ArrayList<>())
        .add(new Unsettled(letter.key(), letter.position(), letters.size()));
  }

  @Override
  public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    requireThere();
    asked++;
    Map<String, List<Unsettled>> found = new HashMap<>(unsettled);
    found.keySet().retainAll(orderIds);
    return found;
  }

  @Override
  public void answered(Map<Replay, String> answers) {
    requireThere();
  }

  private void requireThere() {
    if (away) {
      throw new IllegalStateException(
          "the store is away", new SQLNonTransientConnectionException("connection refused"));
    }
  }
}
