package io.skuline.ledger;

import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DataAccessResourceFailureException;

/** Barriers in memory; their store can be away. */
final class FakeBarriers implements Barriers {

  boolean away;
  final Map<String, Long> epochs = new HashMap<>();
  final Map<String, Long> passes = new HashMap<>();

  @Override
  public void passed(long epoch, String messageGroup) {
    requireThere();
    epochs.merge(messageGroup, epoch, Math::max);
    passes.merge(messageGroup, 1L, Long::sum);
  }

  @Override
  public long latest(String messageGroup) {
    requireThere();
    return epochs.getOrDefault(messageGroup, 0L);
  }

  @Override
  public int groupsPassed(long epoch) {
    return (int) epochs.values().stream().filter(passed -> passed >= epoch).count();
  }

  @Override
  public Map<String, Long> passes() {
    return Map.copyOf(passes);
  }

  private void requireThere() {
    if (away) {
      throw new DataAccessResourceFailureException("away");
    }
  }
}
