package io.skuline.messaging;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.rocketmq.client.apis.consumer.FilterExpression;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;

/** Receives when the test says so, and records the released messages. */
final class FakeConsumer implements SimpleConsumer {

  /** The receives that were begun and that the test has not ended. */
  final BlockingQueue<CompletableFuture<List<MessageView>>> receives = new LinkedBlockingQueue<>();

  /** The messages whose invisible time was changed, in that order. */
  final List<MessageView> changed = new ArrayList<>();

  final List<Duration> durations = new ArrayList<>();

  /** Whether changes of the invisible time are refused. */
  boolean refuses;

  /** Messages that another consumer has by now: changes of their invisible time are refused. */
  final List<MessageView> lost = new ArrayList<>();

  /** The results of the next receives, which end as soon as they are begun. */
  final Deque<CompletableFuture<List<MessageView>>> scripted = new ArrayDeque<>();

  /** The error with which a receive, or a change of an invisible time, fails; null for none. */
  volatile Error broken;

  final List<MessageView> acknowledged = new ArrayList<>();

  /** Whether acknowledgements are refused. */
  boolean refusesAcknowledgements;

  boolean closed;

  /** Returns the consumer as the rest of the service sees it. */
  MessageConsumer asConsumer() {
    return new RocketMqConsumer(
        new FakeRocketMqClient().connect(BrokerProperties.BatchRpcMode.OFF), "topic", this);
  }

  @Override
  public CompletableFuture<List<MessageView>> receiveAsync(int most, Duration invisible) {
    requireWhole();
    CompletableFuture<List<MessageView>> receive = scripted.poll();
    if (receive == null) {
      receive = new CompletableFuture<>();
      receives.add(receive);
    }
    return receive;
  }

  @Override
  public void changeInvisibleDuration(MessageView message, Duration duration) {
    changeInvisibleDurationAsync(message, duration).join();
  }

  @Override
  public CompletableFuture<Void> changeInvisibleDurationAsync(
      MessageView message, Duration duration) {
    requireWhole();
    changed.add(message);
    durations.add(duration);
    return refuses || lost.contains(message)
        ? CompletableFuture.failedFuture(new IllegalStateException("too late"))
        : CompletableFuture.completedFuture(null);
  }

  private void requireWhole() {
    if (broken != null) {
      throw broken;
    }
  }

  @Override
  public String getConsumerGroup() {
    return "group";
  }

  @Override
  public List<MessageView> receive(int most, Duration invisible) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SimpleConsumer subscribe(String topic, FilterExpression filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SimpleConsumer unsubscribe(String topic) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, FilterExpression> getSubscriptionExpressions() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void ack(MessageView message) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<Void> ackAsync(MessageView message) {
    if (refusesAcknowledgements) {
      return CompletableFuture.failedFuture(new IllegalStateException("too late"));
    }
    acknowledged.add(message);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    closed = true;
  }
}
