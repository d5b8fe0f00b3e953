package io.skuline.ledger;

import io.skuline.shard.Shards;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** How far the ledgers of all shards have come in the journal, by the marks they passed. */
public final class LedgerProgress {

  private final List<Queues> queues;
  private final List<Probes> probes;

  public LedgerProgress(Shards shards, Clock clock) {
    this(
        shards.all().stream().<Queues>map(shard -> new QueueTable(shard.jdbc())).toList(),
        shards.all().stream().<Probes>map(shard -> new ProbeTable(shard.jdbc(), clock)).toList());
  }

  /**
   * @param queues of each shard
   * @param probes of each shard
   */
  LedgerProgress(List<Queues> queues, List<Probes> probes) {
    this.queues = List.copyOf(queues);
    this.probes = List.copyOf(probes);
  }

  /** Notes queues of the journal, so that a mark has to come through them too. */
  void know(Collection<String> names) {
    queues.forEach(table -> table.know(names));
  }

  /** How often a mark that is sent through every queue has to be passed. */
  int all() {
    return queues.stream().mapToInt(table -> table.barriers().size()).sum();
  }

  /** The queues that the barrier of an epoch, or a later one, has not come through everywhere. */
  List<String> behindBarrier(long epoch) {
    return queues.stream()
        .flatMap(table -> table.barriers().entrySet().stream())
        .filter(queue -> queue.getValue() < epoch)
        .map(queue -> queue.getKey())
        .toList();
  }

  /** The queues that a probe has not come through everywhere. */
  List<String> behindProbe(String probe) {
    SortedSet<String> behind = new TreeSet<>();
    for (int shard = 0; shard < queues.size(); shard++) {
      Set<String> known = new HashSet<>(queues.get(shard).barriers().keySet());
      known.removeAll(probes.get(shard).queuesPassed(probe));
      behind.addAll(known);
    }
    return List.copyOf(behind);
  }

  /** The message groups that marks came through the known queues by. */
  Set<String> messageGroups() {
    Set<String> groups = new TreeSet<>();
    queues.forEach(table -> groups.addAll(table.messageGroups().values()));
    return groups;
  }

  /** Nobody waits for the probe any more. */
  void forget(String probe) {
    probes.forEach(table -> table.forget(probe));
  }
}
