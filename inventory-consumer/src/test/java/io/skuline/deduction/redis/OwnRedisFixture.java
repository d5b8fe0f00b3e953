package io.skuline.deduction.redis;

import io.skuline.stack.process.RedisProcess;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.redisson.api.RedissonClient;

/** An engine over a Redis server of the test's own. */
abstract class OwnRedisFixture {

  RedissonClient redis;
  RedisStock stock;
  RedisDeductionEngine engine;
  final EpochGate gate = new EpochGate();

  /** Connects the engine to a server; nothing is stocked there, and the gate is closed. */
  void connect(RedisProcess server, String namespace, int waitReplicas) {
    RedisProperties properties =
        new RedisProperties(
            "redis://127.0.0.1:" + server.port(),
            null,
            null,
            namespace,
            Duration.ofSeconds(10),
            Duration.ofHours(73),
            waitReplicas,
            Duration.ofSeconds(2));
    redis = RedisConnection.open(properties, 1, 4);
    stock = new RedisStock(redis, properties);
    engine =
        new RedisDeductionEngine(
            redis, properties, stock, keys -> List.of(), gate, Clock.systemUTC());
  }
}
