package io.skuline.deduction.redis;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.redisson.client.RedisException;

/** The servers of some partitions did not answer a call of a script, or refused it. */
final class PartitionFailedException extends RuntimeException {

  private final SortedMap<Integer, RedisException> failures;

  PartitionFailedException(int partition, RedisException failure) {
    this(new TreeMap<>(Map.of(partition, failure)));
  }

  /**
   * @param failures the failure of each such partition, at least one
   */
  PartitionFailedException(SortedMap<Integer, RedisException> failures) {
    super(
        "Partition " + failures.firstKey() + ": " + first(failures).getMessage(), first(failures));
    this.failures = Collections.unmodifiableSortedMap(failures);
  }

  private static RedisException first(SortedMap<Integer, RedisException> failures) {
    return failures.values().iterator().next();
  }

  SortedMap<Integer, RedisException> failures() {
    return failures;
  }

  /** Returns the first of the partitions. */
  int partition() {
    return failures.firstKey();
  }

  /** Returns the failure of the first of the partitions. */
  RedisException failure() {
    return first(failures);
  }
}
