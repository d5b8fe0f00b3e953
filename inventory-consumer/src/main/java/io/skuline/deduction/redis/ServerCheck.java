package io.skuline.deduction.redis;

import java.util.Map;
import java.util.Set;
import org.redisson.client.RedisException;

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
}
