package io.skuline.ledger;

import io.skuline.journal.Journal;
import io.skuline.shard.Shards;
import java.time.Clock;
import java.util.List;

/** How far the ledgers of all shards have come in the journal, by the marks they passed. */
public final class LedgerProgress {

  private final List<Barriers> barriers;
  private final List<Probes> probes;

  public LedgerProgress(Shards shards, Clock clock) {
    this(
        shards.all().stream().<Barriers>map(shard -> new BarrierTable(shard.jdbc())).toList(),
        shards.all().stream().<Probes>map(shard -> new ProbeTable(shard.jdbc(), clock)).toList());
  }

  /**
   * @param barriers of each shard
   * @param probes of each shard
   */
  LedgerProgress(List<Barriers> barriers, List<Probes> probes) {
    this.barriers = List.copyOf(barriers);
    this.probes = List.copyOf(probes);
  }

  /** How often a mark that is sent through every message group has to be passed. */
  public int all() {
    return Journal.GROUPS * barriers.size();
  }

  /** How often the barrier of an epoch, or a later one, has been passed: up to {@link #all}. */
  public int passed(long epoch) {
    return barriers.stream().mapToInt(table -> table.groupsPassed(epoch)).sum();
  }

  /** Whether a probe has come through every message group of every shard. */
  public boolean hasPassed(String probe) {
    return probes.stream().allMatch(table -> table.groupsPassed(probe) == Journal.GROUPS);
  }

  /** Nobody waits for the probe any more. */
  public void forget(String probe) {
    probes.forEach(table -> table.forget(probe));
  }
}
