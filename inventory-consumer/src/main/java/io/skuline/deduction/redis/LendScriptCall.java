package io.skuline.deduction.redis;

import java.util.List;

/**
 * Calls {@code lend.lua} in a partition. Every call may be repeated. One that failed may have run.
 */
@FunctionalInterface
interface LendScriptCall {

  /**
   * @throws PartitionFailedException if the server did not answer, or refused
   */
  String run(int partition, List<String> arguments);
}
