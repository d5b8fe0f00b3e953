package io.skuline.ledger;

import io.skuline.journal.Journal;
import io.skuline.shard.Shards;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How far the ledgers of all shards have come in the journal, by the barriers they passed. */
public final class LedgerProgress {

  private final List<Barriers> barriers;

  public LedgerProgress(Shards shards) {
    this(shards.all().stream().<Barriers>map(shard -> new BarrierTable(shard.jdbc())).toList());
  }

  /**
   * @param barriers of each shard
   */
  LedgerProgress(List<Barriers> barriers) {
    this.barriers = List.copyOf(barriers);
  }

  /** How often a barrier that is sent through every message group has to be passed. */
  public int all() {
    return Journal.GROUPS * barriers.size();
  }

  /** How often the barrier of an epoch, or a later one, has been passed: up to {@link #all}. */
  public int passed(long epoch) {
    return barriers.stream().mapToInt(table -> table.groupsPassed(epoch)).sum();
  }

  /**
   * How many barriers have come through, ever, by shard and message group; one that is applied
   * twice counts twice.
   */
  public Map<String, Long> passes() {
    Map<String, Long> passes = new HashMap<>();
    for (int shard = 0; shard < barriers.size(); shard++) {
      Map<String, Long> ofShard = barriers.get(shard).passes();
      for (int group = 0; group < Journal.GROUPS; group++) {
        String name = Journal.groupName(group);
        passes.put(shard + "/" + name, ofShard.getOrDefault(name, 0L));
      }
    }
    return passes;
  }
}
