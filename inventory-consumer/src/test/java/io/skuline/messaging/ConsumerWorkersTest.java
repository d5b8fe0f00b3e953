package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConsumerWorkersTest {

  private final FakeConsumer consumer = new FakeConsumer();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger consumers = new AtomicInteger();
  private final BlockingQueue<Integer> running = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> interrupted = new LinkedBlockingQueue<>();
  private final RocketMqClient broker =
      new RocketMqClient(
          FakeRocketMqClient.properties(BrokerProperties.BatchRpcMode.OFF), new Consumers());

  @Test
  void everyThreadReceivesUntilItIsStoppedAndThenTheConsumerIsClosed() throws Exception {
    ConsumerWorkers workers = receivers();
    assertThat(workers.isRunning()).isFalse();
    workers.start();
    assertThat(workers.isRunning()).isTrue();
    assertThat(List.of(running.take(), running.take())).containsExactlyInAnyOrder(0, 1);
    workers.stop();
    assertThat(interrupted).containsExactlyInAnyOrder(0, 1);
    assertThat(consumer.closed).isTrue();
    assertThat(workers.isRunning()).isFalse();
  }

  @Test
  void whoHasStoppedMayStartAgain() throws Exception {
    ConsumerWorkers workers = receivers();
    for (int round = 1; round <= 2; round++) {
      workers.start();
      assertThat(List.of(running.take(), running.take())).containsExactlyInAnyOrder(0, 1);
      workers.stop();
      assertThat(consumers).hasValue(round);
    }
  }

  @Test
  void aBrokerThatIsNotThereYetIsWaitedFor() throws Exception {
    failures.set(2);
    ConsumerWorkers workers = receivers();
    workers.start();
    running.take();
    running.take();
    workers.stop();
    assertThat(failures).hasNegativeValue();
  }

  /** The threads once ended silently, and nothing was received. */
  @Test
  void whateverFailsBeforeAllThreadsRunIsTriedAgain() throws Exception {
    errors.set(2);
    AtomicInteger made = new AtomicInteger();
    ConsumerWorkers workers =
        receivers(
            number -> {
              if (made.incrementAndGet() == 2) {
                throw new NoClassDefFoundError("of the second thread");
              }
            });
    workers.start();
    assertThat(List.of(running.take(), running.take())).containsExactlyInAnyOrder(0, 1);
    workers.stop();
    assertThat(made).hasValue(3);
    assertThat(consumer.closed).isTrue();
  }

  @Test
  void oneThatIsStoppedWhileItWaitsForTheBrokerReceivesNothing() {
    failures.set(Integer.MAX_VALUE);
    ConsumerWorkers workers = receivers();
    workers.start();
    workers.stop();
    assertThat(running).isEmpty();
  }

  @Test
  void aGroupIsStartedAndStoppedTogether() throws Exception {
    ConsumerWorkersGroup group = new ConsumerWorkersGroup(List.of(receivers(), receivers()));
    group.start();
    for (int thread = 0; thread < 4; thread++) {
      running.take();
    }
    assertThat(group.isRunning()).isTrue();
    group.stop();
    assertThat(group.isRunning()).isFalse();
    assertThat(interrupted).hasSize(4);
  }

  private ConsumerWorkers receivers() {
    return receivers(number -> {});
  }

  private ConsumerWorkers receivers(IntConsumer making) {
    return new ConsumerWorkers(
        broker,
        "group",
        "topic",
        2,
        (number, from) -> {
          making.accept(number);
          return () -> {
            assertThat(from).extracting("consumer").isSameAs(consumer);
            running.add(number);
            try {
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              interrupted.add(number);
            }
          };
        });
  }

  private final class Consumers implements RocketMqClientFactory {
    @Override
    public Producer producer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public SimpleConsumer consumer(String group, String topic) throws ClientException {
      if (failures.getAndDecrement() > 0) {
        throw new ClientException("nobody answers");
      }
      if (errors.getAndDecrement() > 0) {
        throw new ExceptionInInitializerError("of the client");
      }
      consumers.incrementAndGet();
      return consumer;
    }
  }
}
