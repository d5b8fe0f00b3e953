package io.skuline.deduction.redis;

import java.util.List;

/**
 * Calls the decision script of one server, which may turn out not to be the one that was verified.
 */
interface DecideScriptCall {

  /**
   * Decides a batch.
   *
   * @param arguments see {@link DecideScript}
   * @return the answers, in the order of the events
   * @throws org.redisson.client.RedisException if the server did not answer, or refused
   */
  List<String> run(Object[] arguments);

  /**
   * Checks whether the epoch still stands.
   *
   * @throws org.redisson.client.RedisException if the epoch does not stand, or the server did not
   *     answer
   */
  void confirm(long epoch);
}
