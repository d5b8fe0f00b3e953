package io.skuline.ledger;

import io.skuline.store.JournalQueues;
import io.skuline.store.VoidEntries;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.dao.DataAccessResourceFailureException;

/** The journal's queues in memory; their store can be unavailable. */
final class FakeJournalQueues implements JournalQueues {

  boolean away;
  final Map<String, Long> epochs = new HashMap<>();
  private final Map<String, Map<Integer, Long>> ofPartitions = new HashMap<>();
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
  public void passed(long epoch, SortedSet<Integer> partitions, String queue, String messageGroup) {
    requireThere();
    groups.put(queue, messageGroup);
    know(List.of(queue));
    for (int partition : partitions) {
      ofPartitions
          .computeIfAbsent(queue, any -> new HashMap<>())
          .merge(partition, epoch, Math::max);
    }
    if (partitions.isEmpty()) {
      epochs.merge(queue, epoch, Math::max);
      voidBefore.merge(queue, epoch, Math::max);
    }
  }

  @Override
  public VoidEntries voidIn(String queue) {
    know(List.of(queue));
    return new VoidEntries(voidBefore.get(queue), ofPartitions.getOrDefault(queue, Map.of()));
  }

  @Override
  public Map<String, Long> barriers(SortedSet<Integer> partitions) {
    Map<String, Long> barriers = new HashMap<>(epochs);
    if (!partitions.isEmpty()) {
      barriers.replaceAll(
          (queue, all) ->
              partitions.stream()
                  .mapToLong(
                      each ->
                          Math.max(
                              all,
                              ofPartitions.getOrDefault(queue, Map.of()).getOrDefault(each, 0L)))
                  .min()
                  .orElseThrow());
    }
    return barriers;
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
