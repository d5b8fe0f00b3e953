package io.skuline.bench;

import io.skuline.InventoryConsumer;
import io.skuline.deduction.StoreStatus;
import io.skuline.stack.Stack;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, in this JVM, over a local stack. */
final class Service implements AutoCloseable {

  static final String DATABASE = "skuline_bench";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ConfigurableApplicationContext context;

  Service(Stack stack) {
    context =
        SpringApplication.run(
            InventoryConsumer.class,
            "--server.port=0",
            "--logging.level.root=warn",
            "--logging.level.io.skuline.recovery=info",
            "--skuline.rocketmq.endpoints=" + stack.rocketmqEndpoints(),
            "--skuline.redis.url=" + stack.redisUrl(),
            "--spring.datasource.url=" + stack.jdbcUrl(DATABASE),
            "--spring.datasource.username=" + stack.jdbcUser(),
            "--spring.datasource.password=" + stack.jdbcPassword());
  }

  <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  StoreStatus.Status status() {
    return part(StoreStatus.class).now();
  }

  /** Waits until the service sells in this epoch, or in a later one. */
  void awaitOpen(long epoch) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (status().phase() != StoreStatus.Phase.OPEN || status().epoch() < epoch) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("Not open: " + status());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
