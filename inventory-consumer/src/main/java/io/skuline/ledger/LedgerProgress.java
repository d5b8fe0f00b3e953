package io.skuline.ledger;

import io.skuline.store.JournalProbeTable;
import io.skuline.store.JournalProbes;
import io.skuline.store.JournalQueueTable;
import io.skuline.store.JournalQueues;
import io.skuline.store.shard.Shards;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far the ledgers of all shards have come in the journal, by the marks that they passed. */
public final class LedgerProgress {

  private final List<JournalQueues> queues;
  private final List<JournalProbes> probes;

  public LedgerProgress(Shards shards, Clock clock) {
    this(
        shards.all().stream()
            .<JournalQueues>map(shard -> new JournalQueueTable(shard.jdbc()))
            .toList(),
        shards.all().stream()
            .<JournalProbes>map(shard -> new JournalProbeTable(shard.jdbc(), clock))
            .toList());
  }

  /**
   * @param queues the queues of each shard
   * @param probes the probes of each shard
   */
  LedgerProgress(List<JournalQueues> queues, List<JournalProbes> probes) {
    this.queues = List.copyOf(queues);
    this.probes = List.copyOf(probes);
  }

  /** Records queues of the journal, so that a mark has to come through them too. */
  void know(Collection<String> names) {
    queues.forEach(table -> table.know(names));
  }

  /**
   * Returns how many times a mark that is sent through every queue has to be passed.
   *
   * @param which selects the known names that count
   */
  int all(Predicate<String> which) {
    return queues.stream().mapToInt(table -> (int) names(table).filter(which).count()).sum();
  }

  private static Stream<String> names(JournalQueues table) {
    return table.barriers(Collections.emptySortedSet()).keySet().stream();
  }

  /** Returns all names that are known and selected. */
  Set<String> names(Predicate<String> which) {
    Set<String> names = new TreeSet<>();
    queues.forEach(table -> names(table).filter(which).forEach(names::add));
    return names;
  }

  /**
   * Returns the queues in which not every shard has passed the barrier of an epoch, or of a later
   * one.
   *
   * @param partitions those that begin the epoch; empty for all
   */
  List<String> behindBarrier(long epoch, SortedSet<Integer> partitions, Predicate<String> which) {
    return queues.stream()
        .flatMap(table -> table.barriers(partitions).entrySet().stream())
        .filter(queue -> queue.getValue() < epoch)
        .map(queue -> queue.getKey())
        .filter(which)
        .toList();
  }

  /** Returns the queues in which not every shard has passed a probe. */
  List<String> behindProbe(String probe, Predicate<String> which) {
    Set<String> behind = new TreeSet<>();
    for (int shard = 0; shard < queues.size(); shard++) {
      Set<String> known = names(queues.get(shard)).collect(Collectors.toSet());
      known.removeAll(probes.get(shard).queuesPassed(probe));
      known.stream().filter(which).forEach(behind::add);
    }
    return List.copyOf(behind);
  }

  /** Returns the message groups that took marks through the known queues. */
  Set<String> messageGroups() {
    Set<String> groups = new TreeSet<>();
    queues.forEach(table -> groups.addAll(table.messageGroups().values()));
    return groups;
  }

  /** Forgets a probe that no caller waits for any more. */
  void forget(String probe) {
    probes.forEach(table -> table.forget(probe));
  }
}
