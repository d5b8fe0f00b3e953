package io.skuline.deduction.redis;

/**
 * The names of all keys. The part in braces is Redis Cluster's hash tag: every key of a partition
 * lies on one node, so that one script can touch them all.
 *
 * <p>The keys of stock and memory carry the epoch in their names, so what an earlier life of this
 * server left behind is never read again.
 */
public record RedisKeys(String namespace, String tag) {

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
   * both, x = 1 if it is in quarantine, r = reserved units, w = buckets that may have units.
   */
  public String stockPrefix(long epoch) {
    return root() + epoch + ":s:";
  }

  /** The prefix of a memory bucket's hash: field = generation, space, answer. */
  public String memoryPrefix(long epoch) {
    return root() + epoch + ":o:";
  }

  /** The prefix of every key. */
  private String root() {
    return namespace + ":{" + tag + "}:";
  }
}
