package io.skuline.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Probes in memory. */
final class FakeProbes implements Probes {

  /** The message groups that each has come through. */
  final Map<String, Set<String>> groups = new HashMap<>();

  @Override
  public void passed(String probe, String messageGroup) {
    groups.computeIfAbsent(probe, any -> new HashSet<>()).add(messageGroup);
  }

  @Override
  public int groupsPassed(String probe) {
    return groups.getOrDefault(probe, Set.of()).size();
  }

  @Override
  public void forget(String probe) {
    groups.remove(probe);
  }
}
