package io.skuline.ledger;

import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DataAccessResourceFailureException;

/** Barriers in memory; their store can be away. */
final class FakeBarriers implements Barriers {

  boolean away;
  final Map<String, Long> epochs = new HashMap<>();

  @Override
  public void passed(long epoch, String messageGroup) {
    requireThere();
    epochs.merge(messageGroup, epoch, Math::max);
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

  private void requireThere() {
    if (away) {
      throw new DataAccessResourceFailureException("away");
    }
  }
}
