package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionEngineContract;
import io.skuline.event.StockLevel;
import java.util.Map;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The engine contract over a database of Redis that no other test uses. */
abstract class OwnEngineContract extends DeductionEngineContract {

  static TestRedis redis;

  @BeforeContainer
  static void open() {
    redis = TestRedis.open();
  }

  @AfterContainer
  static void close() {
    redis.close();
  }

  @Override
  protected Map<String, StockLevel> stock() {
    return redis.stock();
  }
}
