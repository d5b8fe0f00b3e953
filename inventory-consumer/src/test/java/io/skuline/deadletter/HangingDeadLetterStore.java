package io.skuline.deadletter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A store that accepts every question and never answers, until a test stops it. */
public final class HangingDeadLetterStore implements DeadLetterStore {

  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public void put(DeadLetter letter) {
    hang();
  }

  @Override
  public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    hang();
    return Map.of();
  }

  @Override
  public void answered(Map<Replay, String> answers) {
    hang();
  }

  private void hang() {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
