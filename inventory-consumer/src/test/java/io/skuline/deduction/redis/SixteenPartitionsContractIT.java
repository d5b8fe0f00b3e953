package io.skuline.deduction.redis;

import net.jqwik.api.lifecycle.BeforeContainer;

/** The engine contract over sixteen partitions. */
class SixteenPartitionsContractIT extends PartitionedContract {

  @BeforeContainer
  static void open() {
    redis = TestRedis.open(16);
  }
}
