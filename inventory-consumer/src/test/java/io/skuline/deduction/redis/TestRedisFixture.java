package io.skuline.deduction.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A database of Redis that no other test uses, open for all tests of a class. */
abstract class TestRedisFixture {

  static TestRedis redis;

  @BeforeAll
  static void open() {
    redis = TestRedis.open();
  }

  @AfterAll
  static void close() {
    redis.close();
  }
}
