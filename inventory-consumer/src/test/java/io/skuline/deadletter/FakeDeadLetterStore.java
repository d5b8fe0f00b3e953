package io.skuline.deadletter;

import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A store in memory that knows what it was told, and may be away. */
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

  /** How often it was asked about orders. */
  public int asked() {
    return asked;
  }

  /** What was put. */
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
