package io.skuline.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageId;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.apis.producer.RecallReceipt;
import org.apache.rocketmq.client.apis.producer.SendReceipt;
import org.apache.rocketmq.client.apis.producer.Transaction;
import org.apache.rocketmq.client.java.exception.BadRequestException;

/** A broker in memory that stores, refuses or hangs, topic by topic, as a test says. */
public final class FakeRocketMqClient {

  /**
   * A message that was stored.
   *
   * @param group its message group; null if it has none
   */
  public record Stored(String topic, String group, String tag, String body) {}

  private final List<Stored> stored = new ArrayList<>();
  private final List<String> log;
  private final Set<String> refusing = new HashSet<>();
  private final Map<String, ClientException> failing = new HashMap<>();
  private final Set<String> storingWithoutReceipt = new HashSet<>();
  private final Map<String, Hang> hanging = new ConcurrentHashMap<>();
  private Consumer<Stored> reader = message -> {};
  private Predicate<Message> refusedForGood = message -> false;
  private Consumer<Message> onSend = message -> {};

  public FakeRocketMqClient() {
    this(new ArrayList<>());
  }

  /**
   * @param log receives the topic of each message that is stored
   */
  public FakeRocketMqClient(List<String> log) {
    this.log = log;
  }

  /** A send that does not return before the test says so. */
  private record Hang(CountDownLatch begun, CountDownLatch over) {}

  /** Refuses to store messages in the topic from now on. */
  public synchronized void refuse(String topic) {
    refusing.add(topic);
  }

  /** Stores messages of the topic from now on, but reports a failure to the sender. */
  public synchronized void storeWithoutReceipt(String topic) {
    storingWithoutReceipt.add(topic);
  }

  /** Makes sends to the topic fail with this exception from now on. */
  public synchronized void failWith(String topic, ClientException failure) {
    failing.put(topic, failure);
  }

  /** Shows each message that is not refused for good, as it was sent. */
  public synchronized void onSend(Consumer<Message> shown) {
    onSend = shown;
  }

  /** Refuses such messages for good from now on. */
  public synchronized void refuseForGood(Predicate<Message> such) {
    refusedForGood = such;
  }

  public synchronized void accept(String topic) {
    refusing.remove(topic);
    failing.remove(topic);
    storingWithoutReceipt.remove(topic);
  }

  /** Makes a send to the topic hang from now on. */
  public void hang(String topic) {
    hanging.put(topic, new Hang(new CountDownLatch(1), new CountDownLatch(1)));
  }

  public void awaitHanging(String topic) throws InterruptedException {
    hanging.get(topic).begun().await();
  }

  public void endHanging(String topic) {
    hanging.remove(topic).over().countDown();
  }

  /** Passes every message that is stored from now on to a reader, at once. */
  public synchronized void read(Consumer<Stored> by) {
    reader = by;
  }

  /** Returns the messages that are stored in a topic, in their order. */
  public synchronized List<Stored> in(String topic) {
    return stored.stream().filter(each -> each.topic().equals(topic)).toList();
  }

  /** Returns a client that is connected to this broker and sends messages one by one. */
  public RocketMqClient connect() {
    return connect(BrokerProperties.BatchRpcMode.OFF);
  }

  RocketMqClient connect(BrokerProperties.BatchRpcMode batchRpc) {
    return new RocketMqClient(properties(batchRpc), new FakeClients());
  }

  Producer producer() {
    return new FakeProducer();
  }

  static BrokerProperties properties(BrokerProperties.BatchRpcMode batchRpc) {
    return new BrokerProperties(
        "127.0.0.1:1", Duration.ofSeconds(10), Duration.ofDays(3), batchRpc);
  }

  private void store(Message message) {
    Hang hang = hanging.get(message.getTopic());
    if (hang != null) {
      hang.begun().countDown();
      try {
        hang.over().await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    storeNow(message);
  }

  private synchronized void storeNow(Message sent) {
    String topic = sent.getTopic();
    if (refusing.contains(topic)) {
      throw new IllegalStateException("the broker refuses " + topic);
    }
    log.add(topic);
    Stored message =
        new Stored(
            topic,
            sent.getMessageGroup().orElse(null),
            sent.getTag().orElse(null),
            UTF_8.decode(sent.getBody()).toString());
    stored.add(message);
    reader.accept(message);
    if (storingWithoutReceipt.contains(topic)) {
      throw new IllegalStateException("no receipt from " + topic);
    }
  }

  private final class FakeClients implements RocketMqClientFactory {
    @Override
    public Producer producer() {
      return new FakeProducer();
    }

    @Override
    public SimpleConsumer consumer(String group, String topic) {
      return new FakeConsumer();
    }
  }

  private record Receipt() implements SendReceipt {
    @Override
    public MessageId getMessageId() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getRecallHandle() {
      throw new UnsupportedOperationException();
    }
  }

  private final class FakeProducer implements Producer {

    @Override
    public SendReceipt send(Message message) throws ClientException {
      if (refusedForGood.test(message)) {
        throw new BadRequestException(40007, "request", "illegal property");
      }
      ClientException failure = failing.get(message.getTopic());
      if (failure != null) {
        throw failure;
      }
      onSend.accept(message);
      store(message);
      return new Receipt();
    }

    @Override
    public CompletableFuture<SendReceipt> sendAsync(Message message) {
      try {
        return CompletableFuture.completedFuture(send(message));
      } catch (ClientException | RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public SendReceipt send(Message message, Transaction transaction) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Transaction beginTransaction() throws ClientException {
      throw new UnsupportedOperationException();
    }

    @Override
    public RecallReceipt recallMessage(String topic, String handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<RecallReceipt> recallMessageAsync(String topic, String handle) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
