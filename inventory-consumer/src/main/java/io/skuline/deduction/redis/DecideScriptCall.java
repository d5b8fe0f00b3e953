package io.skuline.deduction.redis;

import java.util.List;

/** Calls the decision script of one server, which may not be the one that was verified. */
interface DecideScriptCall {

  /**
   * Decides a batch.
   *
   * @param arguments see {@link DecideScript}
   * @return the answers, in the order of the events
   * @throws org.redisson.client.RedisException if it did not answer, or refused
   */
  List<String> run(Object[] arguments);

  /**
   * Looks whether the epoch still stands.
   *
   * @throws org.redisson.client.RedisException if it does not, or did not answer
   */
  void confirm(long epoch);
}
