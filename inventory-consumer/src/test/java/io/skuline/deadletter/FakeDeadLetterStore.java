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
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int asked;
  private boolean away;

  public void unsettled(String orderId, Unsettled... deadLetters) {
    unsettled.put(orderId, List.of(deadLetters));
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
  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  @Override
  public void put(DeadLetter letter) {
    requireThere();
    deadLetters.add(letter);
    unsettled
        .computeIfAbsent(Subject.of(letter.original()).orderId(), order -> new ArrayList<>())
        .add(new Unsettled(letter.key(), letter.position(), deadLetters.size()));
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
