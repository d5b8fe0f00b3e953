package io.skuline.deduction.redis;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Calls the decision script, on servers that may turn out not to be those that were verified.
 *
 * <p>Every call may be repeated. One that failed may have run.
 */
interface DecideScriptCall {

  /**
   * Calls the script for several partitions at once, each on its own server.
   *
   * @param arguments what each partition gets; see {@link DecideScript}
   * @return the answers of each partition, in the order of its events
   * @throws PartitionFailedException if a server did not answer, or refused; other partitions may
   *     have done their part
   */
  Map<Integer, List<String>> run(SortedMap<Integer, Object[]> arguments);

  /**
   * Checks whether the epoch still stands.
   *
   * @throws PartitionFailedException if the epoch does not stand, or a server did not answer
   */
  void confirm(long epoch);

  /**
   * Checks whether the epoch stands in every partition.
   *
   * @throws PartitionFailedException if the epoch does not stand, or a server did not answer
   */
  void confirmEverywhere(long epoch);
}
