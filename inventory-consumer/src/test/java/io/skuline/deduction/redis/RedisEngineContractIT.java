package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.SettableClock;
import java.time.Instant;

/** The Redis engine gives the model's answers from its own memory, without any database. */
class RedisEngineContractIT extends OwnEngineContract {

  private static final AnswerArchive UNREACHABLE =
      keys -> {
        throw new IllegalStateException("nothing is old enough to be recalled: " + keys);
      };

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    return redis.engine(UNREACHABLE, Instant.EPOCH, clock);
  }
}
