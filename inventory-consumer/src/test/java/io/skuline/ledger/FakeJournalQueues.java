package io.skuline.ledger;

import io.skuline.store.JournalQueues;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataAccessResourceFailureException;

/** The journal's queues in memory; their store can be unavailable. */
final class FakeJournalQueues implements JournalQueues {

  boolean away;
  final Map<String, Long> epochs = new HashMap<>();
  private final Map<String, Long> voidBefore = new HashMap<>();
  final Map<String, String> groups = new HashMap<>();

  @Override
  public void know(Collection<String> queues) {
    requireThere();
    for (String queue : queues) {
      long least = voidBefore.isEmpty() ? 0 : Collections.min(voidBefore.values());
      epochs.putIfAbsent(queue, 0L);
      voidBefore.putIfAbsent(queue, least);
    }
  }

  @Override
  public void passed(long epoch, String queue, String messageGroup) {
    requireThere();
    epochs.merge(queue, epoch, Math::max);
    voidBefore.merge(queue, epoch, Math::max);
    groups.put(queue, messageGroup);
  }

  @Override
  public long voidBefore(String queue) {
    know(List.of(queue));
    return voidBefore.get(queue);
  }

  @Override
  public Map<String, Long> barriers() {
    return Map.copyOf(epochs);
  }

  @Override
  public Map<String, String> messageGroups() {
    return Map.copyOf(groups);
  }

  private void requireThere() {
    if (away) {
      throw new DataAccessResourceFailureException("away");
    }
  }
}
