package io.skuline.deduction.redis;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.redisson.api.RedissonClient;

@Timeout(30)
class RedisStockLevelsTest {

  /** Returns the port of a closed server, on which nothing listens any more. */
  private static int deserted() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void withoutRedisStockIsUnavailable() throws Exception {
    RedisProperties properties =
        new RedisProperties(
            "redis://127.0.0.1:" + deserted(),
            null,
            null,
            "test",
            Duration.ofMillis(200),
            Duration.ofHours(73),
            0,
            Duration.ofMillis(100));
    EpochGate gate = new EpochGate();
    RedissonClient redis = RedisConnection.open(properties, 0, 2);
    try {
      RedisStockLevels levels = new RedisStockLevels(new RedisStock(redis, properties), gate);
      assertThatExceptionOfType(DeductionUnavailableException.class)
          .isThrownBy(() -> levels.of(List.of("a")))
          .withMessageContaining("fenced");
      assertThatExceptionOfType(DeductionUnavailableException.class)
          .isThrownBy(() -> levels.recent(List.of("a")))
          .withMessageContaining("fenced");
      gate.open(1, Instant.EPOCH);
      assertThatExceptionOfType(DeductionUnavailableException.class)
          .isThrownBy(() -> levels.of(List.of("a")))
          .withMessageContaining("Redis cannot be asked");
      assertThatExceptionOfType(DeductionUnavailableException.class)
          .isThrownBy(() -> levels.recent(List.of("a")))
          .withMessageContaining("Redis cannot be asked");
    } finally {
      redis.shutdown();
    }
  }
}
