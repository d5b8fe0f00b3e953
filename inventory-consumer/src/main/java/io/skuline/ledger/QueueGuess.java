package io.skuline.ledger;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Chooses message groups of which each probably goes to another queue. RocketMQ's proxy takes the
 * jump consistent hash (Lamping and Veach, 2014) of a group's {@link String#hashCode}. Only the
 * time until every queue has got a message may depend on that.
 */
final class QueueGuess {

  /** So many names find every one of {@code n} queues, except with a chance of {@code n / e^32}. */
  private static final int NAMES_PER_QUEUE = 32;

  private QueueGuess() {}

  /** Returns one group for each of so many queues. */
  static Set<String> groups(int queues) {
    Set<String> groups = new LinkedHashSet<>();
    BitSet found = new BitSet(queues);
    for (int i = 0; i < NAMES_PER_QUEUE * queues && found.cardinality() < queues; i++) {
      String name = "mark-" + i;
      int queue = queueOf(name.hashCode(), queues);
      if (!found.get(queue)) {
        found.set(queue);
        groups.add(name);
      }
    }
    return groups;
  }

  /** The published algorithm, figure 1. */
  static int queueOf(long key, int queues) {
    long state = key;
    long bucket = -1;
    long next = 0;
    while (next < queues) {
      bucket = next;
      state = state * 2862933555777941757L + 1;
      next = (long) ((bucket + 1) * (0x1.0p31 / ((state >>> 33) + 1)));
    }
    return (int) bucket;
  }
}
