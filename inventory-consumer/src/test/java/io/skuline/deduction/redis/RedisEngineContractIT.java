package io.skuline.deduction.redis;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionEngineContract;
import io.skuline.deduction.SettableClock;
import io.skuline.event.StockLevel;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The Redis engine gives the model's answers from its own memory, without any database. */
class RedisEngineContractIT extends DeductionEngineContract {

  private static final AnswerArchive UNREACHABLE =
      keys -> {
        throw new IllegalStateException("nothing is old enough to be recalled: " + keys);
      };

  private static TestRedis redis;

  @BeforeContainer
  static void open() {
    redis = TestRedis.open();
  }

  @AfterContainer
  static void close() {
    redis.close();
  }

  @Override
  protected DeductionEngine engine(SettableClock clock) {
    return redis.engine(UNREACHABLE, Instant.EPOCH, clock);
  }

  @Override
  protected Map<String, StockLevel> stock() {
    return redis.stock();
  }
}
