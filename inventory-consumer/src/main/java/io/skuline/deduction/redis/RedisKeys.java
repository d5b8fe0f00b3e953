package io.skuline.deduction.redis;

import java.util.OptionalLong;

/**
 * The names of all keys. The part in braces is Redis Cluster's hash tag: every key of a partition
 * lies on one node, so that one script can touch them all.
 *
 * <p>The keys of stock and memory carry the epoch in their names, so what an earlier life of this
 * server left behind is never read again.
 */
public record RedisKeys(String namespace, int partition) {

  /** The key that holds the epoch for which this server was opened. */
  public String epoch() {
    return root() + "epoch";
  }

  /** The key that is written to see whether replicas receive writes. */
  public String beacon() {
    return root() + "beacon";
  }

  /**
   * The prefix of a SKU's hash: a = available, q = sequence of its last movement, c = the check of
   * both, x = 1 if it is in quarantine.
   */
  public String stockPrefix(long epoch) {
    return root() + epoch + ":s:";
  }

  /** The prefix of a memory bucket's hash: field = answer. */
  public String memoryPrefix(long epoch) {
    return root() + epoch + ":o:";
  }

  /** Returns the epoch in the name of a key; empty if the name has none. */
  OptionalLong epochIn(String key) {
    int start = root().length();
    int end = key.startsWith(root()) ? key.indexOf(':', start) : -1;
    try {
      return end < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(key, start, end, 10));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The prefix of every key. */
  String root() {
    return namespace + ":{" + partition + "}:";
  }
}
