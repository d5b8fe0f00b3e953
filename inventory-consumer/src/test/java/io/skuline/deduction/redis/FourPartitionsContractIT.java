package io.skuline.deduction.redis;

import net.jqwik.api.lifecycle.BeforeContainer;

/** The engine contract over four partitions. */
class FourPartitionsContractIT extends PartitionedContract {

  @BeforeContainer
  static void open() {
    redis = TestRedis.open(4);
  }
}
