package io.skuline.deduction.redis;

import io.skuline.stack.Stack;
import java.util.function.Consumer;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Connections of tests to the Redis server of their stack. */
public final class StackRedis {

  private StackRedis() {}

  /** Connects to the server; the caller ends the connection. */
  public static RedissonClient connect(Stack stack) {
    Config config = new Config();
    config.useSingleServer().setAddress(stack.redisUrl());
    return Redisson.create(config);
  }

  /** Does something on a connection of its own. */
  public static void on(Stack stack, Consumer<RedissonClient> work) {
    RedissonClient redis = connect(stack);
    try {
      work.accept(redis);
    } finally {
      redis.shutdown();
    }
  }
}
