package io.skuline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.skuline.client.FakeMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ReceiveLoopTest {

  private static final MessageView A = new FakeMessage("a");

  private final FakeConsumer consumer = new FakeConsumer();

  @Test
  void aReceiveIsFollowedByAnotherOnceItsMessagesAreAcknowledged() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ReceiveOptions options = ReceiveOptions.of(32, Duration.ofSeconds(30)).atOnce(2, 128);
    Thread lane =
        new Thread(
            new ReceiveLoop(consumer.asConsumer(), options, messages -> new Paused(begun, mayEnd)));
    lane.start();
    try {
      await().until(() -> consumer.receives.size() == 2);
      consumer.receives.remove().complete(List.of(A));
      begun.await();
      assertThat(consumer.receives).as("while A is worked on").hasSize(1);
      mayEnd.countDown();
      await().until(() -> consumer.receives.size() == 2);
    } finally {
      lane.interrupt();
      lane.join();
    }
  }

  /**
   * This is an Error of the loop itself, not of the work: the messages come again, and so do
   * others.
   */
  @Test
  void workThatCannotBeHeldIsDroppedAndTheLoopGoesOn() throws Exception {
    CountDownLatch dropped = new CountDownLatch(1);
    ReceiveOptions options = ReceiveOptions.of(32, Duration.ZERO);
    Thread lane =
        new Thread(new ReceiveLoop(consumer.asConsumer(), options, any -> new Unheld(dropped)));
    lane.start();
    try {
      await().until(() -> consumer.receives.size() == 1);
      consumer.receives.remove().complete(List.of(A));
      dropped.await();
      consumer.broken = null;
      await().until(() -> consumer.receives.size() == 1);
    } finally {
      lane.interrupt();
      lane.join();
    }
  }

  /** Work that fails, and whose messages cannot be kept either. */
  private final class Unheld implements ReceiveLoop.BatchTask {

    private final CountDownLatch dropped;

    Unheld(CountDownLatch dropped) {
      this.dropped = dropped;
    }

    @Override
    public void attempt() {
      throw new IllegalStateException("fenced");
    }

    @Override
    public void failed() {
      consumer.broken = new NoClassDefFoundError("a part of the client");
    }

    @Override
    public void acknowledged(int refused) {}

    @Override
    public void dropped() {
      dropped.countDown();
    }
  }

  @Test
  void whatHoldsItUpIsLoggedOnce() throws Exception {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Logger logger = (Logger) LoggerFactory.getLogger(ReceiveLoop.class);
    logger.addAppender(lines);
    CountDownLatch attempts = new CountDownLatch(4);
    try {
      ReceiveOptions options = ReceiveOptions.of(32, Duration.ofSeconds(30));
      Thread lane =
          new Thread(new ReceiveLoop(consumer.asConsumer(), options, any -> new Fenced(attempts)));
      lane.start();
      try {
        await().until(() -> consumer.receives.size() == 1);
        consumer.receives.remove().complete(List.of(A));
        attempts.await();
      } finally {
        lane.interrupt();
        lane.join();
      }
    } finally {
      logger.detachAppender(lines);
    }
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.startsWith("Holds"))
        .singleElement()
        .asString()
        .contains("Holds 1 messages", "fenced");
  }

  /** Work of which only the attempts matter. */
  private interface OnlyAttempts extends ReceiveLoop.BatchTask {

    @Override
    default void failed() {}

    @Override
    default void acknowledged(int refused) {}

    @Override
    default void dropped() {}
  }

  /** Work that ends when the test says so. */
  private record Paused(CountDownLatch begun, CountDownLatch mayEnd) implements OnlyAttempts {

    @Override
    public void attempt() {
      begun.countDown();
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Work that never succeeds. */
  private record Fenced(CountDownLatch attempts) implements OnlyAttempts {

    @Override
    public void attempt() {
      attempts.countDown();
      throw new IllegalStateException("fenced");
    }
  }
}
