package io.skuline.ledger;

import io.skuline.store.JournalProbes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Probes in memory. */
final class FakeJournalProbes implements JournalProbes {

  /** The queues that each probe has come through. */
  final Map<String, Set<String>> queues = new HashMap<>();

  @Override
  public void passed(String probe, String queue) {
    queues.computeIfAbsent(probe, any -> new HashSet<>()).add(queue);
  }

  @Override
  public Set<String> queuesPassed(String probe) {
    return Set.copyOf(queues.getOrDefault(probe, Set.of()));
  }

  @Override
  public void forget(String probe) {
    queues.remove(probe);
  }
}
