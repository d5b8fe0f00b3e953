package io.skuline.deduction.redis;

import java.util.OptionalLong;

/**
 * The names of all keys. The part in braces is Redis Cluster's hash tag: every key of a partition
 * lies on one node, so that one script can touch them all.
 *
 * <p>Stock and memory carry the epoch in their names: what an earlier life of this server left
 * behind is never read again.
 */
public record RedisKeys(String namespace, int partition) {

  /** Holds the epoch that this server was opened for. */
  public String epoch() {
    return root() + "epoch";
  }

  /** Written to see whether replicas get it. */
  public String beacon() {
    return root() + "beacon";
  }

  /**
   * Prefix of a SKU's hash: a = available, q = sequence of its last movement, c = the check of
   * both, x = 1 if it is in quarantine.
   */
  public String stockPrefix(long epoch) {
    return root() + epoch + ":s:";
  }

  /** Prefix of a memory bucket's hash: field = answer. */
  public String memoryPrefix(long epoch) {
    return root() + epoch + ":o:";
  }

  /** The epoch that a key is named after; empty if there is none in it. */
  OptionalLong epochIn(String key) {
    int start = root().length();
    int end = key.startsWith(root()) ? key.indexOf(':', start) : -1;
    try {
      return end < 0 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(key, start, end, 10));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** Prefix of every key. */
  String root() {
    return namespace + ":{" + partition + "}:";
  }
}
