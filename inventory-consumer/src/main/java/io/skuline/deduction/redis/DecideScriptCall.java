package io.skuline.deduction.redis;

import io.skuline.store.PartitionEpochs;
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
   * @throws PartitionFailedException if servers did not answer, or refused; other partitions may
   *     have done their part
   */
  Map<Integer, List<String>> run(SortedMap<Integer, Object[]> arguments);

  /**
   * Checks whether these epochs still stand, and has replicas confirm them if that is configured.
   *
   * @throws PartitionFailedException if an epoch does not stand, or servers did not answer
   */
  void confirm(PartitionEpochs epochs);
}
