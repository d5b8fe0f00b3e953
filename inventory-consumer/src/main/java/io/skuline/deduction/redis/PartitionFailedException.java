package io.skuline.deduction.redis;

import org.redisson.client.RedisException;

/** The server of a partition did not answer a call of a script, or refused it. */
final class PartitionFailedException extends RuntimeException {

  private final int partition;
  private final RedisException failure;

  PartitionFailedException(int partition, RedisException failure) {
    super("Partition " + partition + ": " + failure.getMessage(), failure);
    this.partition = partition;
    this.failure = failure;
  }

  int partition() {
    return partition;
  }

  RedisException failure() {
    return failure;
  }
}
