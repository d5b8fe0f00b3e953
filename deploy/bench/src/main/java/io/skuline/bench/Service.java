package io.skuline.bench;

import io.skuline.InventoryConsumer;
import io.skuline.deduction.StoreStatus;
import io.skuline.stack.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service, in this JVM, over a local stack. */
public final class Service implements AutoCloseable {

  private static final String DATABASE = "skuline_bench";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ConfigurableApplicationContext context;

  /** Starts the service with the stack's Redis. */
  public Service(Stack stack) {
    this(stack, List.of("--skuline.redis.url=" + stack.redisUrl()));
  }

  /** Starts the service with another Redis, which its settings describe. */
  public Service(Stack stack, List<String> redis) {
    List<String> arguments = new ArrayList<>(redis);
    arguments.addAll(
        List.of(
            "--server.port=0",
            "--logging.level.root=warn",
            "--logging.level.io.skuline.recovery=info",
            "--skuline.rocketmq.endpoints=" + stack.rocketmqEndpoints(),
            "--spring.datasource.url=" + stack.jdbcUrl(DATABASE),
            "--spring.datasource.username=" + stack.jdbcUser(),
            "--spring.datasource.password=" + stack.jdbcPassword()));
    context = SpringApplication.run(InventoryConsumer.class, arguments.toArray(String[]::new));
  }

  /** Returns a part of the service. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  public StoreStatus.Status status() {
    return part(StoreStatus.class).now();
  }

  /** Waits until the service sells in this epoch, or in a later one. */
  public void awaitOpen(long epoch) {
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
