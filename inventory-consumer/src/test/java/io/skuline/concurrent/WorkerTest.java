package io.skuline.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {

  @Test
  void whateverAStepFailsWithTheNextOneFollows() {
    AtomicInteger steps = new AtomicInteger();
    Worker worker =
        new Worker(
            "worker",
            () -> {
              switch (steps.incrementAndGet()) {
                case 1 -> throw new StackOverflowError();
                case 2 -> throw new IllegalStateException();
                case 3 -> throw new NoClassDefFoundError();
                case 4 -> {}
                default -> new CountDownLatch(1).await();
              }
            });
    assertThat(worker.isRunning()).isFalse();
    worker.start();
    try {
      await().until(() -> steps.get() == 5);
      assertThat(worker.isRunning()).isTrue();
    } finally {
      worker.stop();
    }
    assertThat(worker.isRunning()).isFalse();
  }

  @Test
  void theStepUnderWayIsInterruptedAndAwaited() throws Exception {
    BlockingQueue<String> log = new LinkedBlockingQueue<>();
    Worker worker =
        new Worker(
            "worker",
            () -> {
              log.add(Thread.currentThread().getName());
              try {
                new CountDownLatch(1).await();
              } finally {
                log.add("ended");
              }
            });
    worker.stop();
    worker.start();
    assertThat(log.take()).isEqualTo("worker");
    worker.stop();
    assertThat(log).containsExactly("ended");
    worker.stop();
  }
}
