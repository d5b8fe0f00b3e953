package io.skuline.deduction.redis;

import io.skuline.store.PartitionEpochs;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.redisson.client.RedisException;
import org.redisson.client.RedisNoScriptException;

/**
 * What the servers of some partitions say about their epochs.
 *
 * @param held the partitions whose servers were opened for these epochs and have not restarted
 *     since
 * @param silent the partitions whose servers did not answer, and why; all others are lost
 */
public record ServerCheck(Set<Integer> held, Map<Integer, RedisException> silent) {

  public ServerCheck {
    held = Set.copyOf(held);
    silent = Map.copyOf(silent);
  }

  /** Returns what it means that calls in these epochs have failed. */
  static ServerCheck of(PartitionEpochs epochs, PartitionFailedException e) {
    Set<Integer> held = new TreeSet<>(epochs.byPartition().keySet());
    held.removeAll(e.failures().keySet());
    Map<Integer, RedisException> silent = new TreeMap<>(e.failures());
    silent
        .values()
        .removeIf(
            failure ->
                failure instanceof RedisNoScriptException
                    || DecideScript.says(failure, DecideScript.WRONG_EPOCH));
    return new ServerCheck(held, silent);
  }
}
