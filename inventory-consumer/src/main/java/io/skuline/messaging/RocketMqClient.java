package io.skuline.messaging;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.apis.producer.SendReceipt;
import org.apache.rocketmq.client.java.exception.BadRequestException;
import org.apache.rocketmq.client.java.exception.PayloadTooLargeException;
import org.apache.rocketmq.client.java.exception.RequestHeaderFieldsTooLargeException;
import org.apache.rocketmq.client.java.route.MessageQueueImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to RocketMQ that can be created before the broker is up: the producer is built at
 * its first use, and a failed attempt is repeated at the next one.
 */
public final class RocketMqClient implements MessageProducer, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RocketMqClient.class);

  private final ClientServiceProvider provider = ClientServiceProvider.loadService();
  private final RocketMqClientFactory clients;
  private final BrokerAccess access;
  private final String endpoints;
  private final OptionalBatchRpc batchRpc;
  private volatile boolean ending;
  private Producer producer;

  public RocketMqClient(BrokerProperties properties, Topics topics) {
    this(properties, new ConfiguredClientFactory(properties, topics));
  }

  RocketMqClient(BrokerProperties properties, RocketMqClientFactory clients) {
    this.clients = clients;
    this.access = properties.access();
    this.endpoints = properties.endpoints();
    this.batchRpc =
        properties.batchRpc() == BrokerProperties.BatchRpcMode.AUTO
            ? new OptionalBatchRpc(properties.requestTimeout())
            : new OptionalBatchRpc();
  }

  @Override
  public MessageBuilder newMessage() {
    return provider.newMessageBuilder();
  }

  /**
   * Returns a consumer of one topic.
   *
   * @throws BrokerUnavailableException if the broker cannot be reached or does not know the topic
   */
  public MessageConsumer consumer(String group, String topic) {
    requireGoingOn();
    try {
      return new RocketMqConsumer(this, topic, clients.consumer(group, topic));
    } catch (ClientException | RuntimeException e) {
      throw unavailable("Cannot consume %s as %s".formatted(topic, group), e);
    }
  }

  /**
   * Tells whether a topic may exist; false only if the broker says that it does not.
   *
   * @throws BrokerUnavailableException if the broker cannot be reached
   */
  boolean mayHave(String topic) {
    return batchRpc.knows(this::producer, topic).orElse(true);
  }

  /**
   * Returns the queues of a topic that can be read now, over all brokers, as {@code broker/number};
   * empty if this client cannot find out.
   *
   * @throws BrokerUnavailableException if the broker cannot be asked, or knows of no queue: a topic
   *     whose broker restarts looks like that, too
   */
  public Optional<Set<String>> queues(String topic) {
    Optional<Set<String>> queues = batchRpc.queues(this::producer, topic);
    if (queues.filter(Set::isEmpty).isPresent()) {
      throw new BrokerUnavailableException(
          "No broker has the topic " + topic + " now", new IllegalStateException("no route"));
    }
    return queues;
  }

  /**
   * Returns the queue that a message was received from, as {@code broker/number}; empty if this
   * client cannot find out.
   */
  public Optional<String> queueOf(MessageView message) {
    return batchRpc.queueOf(message);
  }

  @Override
  public void send(Message message) {
    try {
      producer().send(message);
    } catch (ClientException | RuntimeException e) {
      throw isRefused(e) ? refused(message, e) : notStored(message, e);
    }
  }

  /**
   * Tells whether the broker will never take this particular message, rather than not now. A topic
   * without a route, or one without permission to write, is not the message's fault: a topic whose
   * broker restarts, or is about to, looks like that.
   */
  private static boolean isRefused(Throwable e) {
    return e instanceof BadRequestException
        || e instanceof PayloadTooLargeException
        || e instanceof RequestHeaderFieldsTooLargeException;
  }

  private static MessageRefusedException refused(Message message, Throwable e) {
    return new MessageRefusedException(
        "Refused by the broker for " + message.getTopic() + ": " + e.getMessage(), e);
  }

  private static BrokerUnavailableException notStored(Message message, Throwable e) {
    return new BrokerUnavailableException("Not stored in " + message.getTopic(), e);
  }

  @Override
  public CompletableFuture<Void> sendAsync(Message message) {
    try {
      return producer()
          .sendAsync(message)
          .handle(
              (receipt, e) -> {
                if (e != null) {
                  Throwable cause = e instanceof CompletionException ? e.getCause() : e;
                  throw isRefused(cause) || cause instanceof IllegalArgumentException
                      ? refused(message, cause)
                      : notStored(message, cause);
                }
                return null;
              });
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(
          e instanceof BrokerUnavailableException ? e : notStored(message, e));
    }
  }

  /** Tells whether many messages travel in one request. */
  public boolean usesBatchRpc() {
    return batchRpc.isThere();
  }

  @Override
  public void sendAll(List<Message> messages) {
    Producer to = producer();
    if (!batchRpc.send(to, messages)) {
      sendOneByOne(to, messages);
    }
  }

  /**
   * Acknowledges messages of one topic. A message that the broker does not accept comes again.
   *
   * @return how many the broker did not accept, or may not have accepted
   */
  int acknowledge(SimpleConsumer consumer, List<MessageView> messages) {
    return batchRpc
        .acknowledge(consumer, messages)
        .orElseGet(() -> acknowledgeOneByOne(consumer, messages));
  }

  /** Looks up the brokers of a topic, and then tells of one queue of each, by its name. */
  void brokers(SimpleConsumer consumer, String topic, Consumer<Map<String, MessageQueueImpl>> to) {
    batchRpc.brokers(consumer, topic, to);
  }

  /** Receives messages from the queues of one broker; empty if this client cannot do that. */
  Optional<CompletableFuture<List<MessageView>>> receive(
      SimpleConsumer consumer,
      MessageQueueImpl queue,
      int most,
      Duration invisible,
      Duration patience) {
    return batchRpc.receive(consumer, queue, most, invisible, patience);
  }

  /** Reports this consumer again to a broker that has forgotten it. */
  void reportSettings(SimpleConsumer consumer) {
    batchRpc.reportSettings(consumer);
  }

  private static int acknowledgeOneByOne(SimpleConsumer consumer, List<MessageView> messages) {
    List<CompletableFuture<Void>> acks = new ArrayList<>(messages.size());
    for (MessageView message : messages) {
      acks.add(consumer.ackAsync(message));
    }
    int failed = 0;
    for (CompletableFuture<Void> ack : acks) {
      try {
        ack.join();
      } catch (CompletionException e) {
        failed++;
        log.warn("Not acknowledged, will come again: {}", e.getCause().toString());
      }
    }
    return failed;
  }

  private static void sendOneByOne(Producer to, List<Message> messages) {
    List<CompletableFuture<SendReceipt>> sends = new ArrayList<>(messages.size());
    for (Message message : messages) {
      sends.add(to.sendAsync(message));
    }
    try {
      CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw OptionalBatchRpc.notStored(messages, e.getCause());
    }
  }

  private synchronized Producer producer() {
    if (producer == null) {
      requireGoingOn();
      try {
        producer = clients.producer();
      } catch (ClientException | RuntimeException e) {
        throw unavailable("Cannot publish", e);
      }
    }
    return producer;
  }

  /** Explains a failure in plain words, if credentials, rights or TLS are the reason. */
  private BrokerUnavailableException unavailable(String what, Exception failure) {
    return explanation(failure)
        .map(refusal -> new BrokerRefusedException(refusal, failure))
        .map(why -> new BrokerUnavailableException(what + ": " + why.getMessage(), why))
        .orElseGet(() -> new BrokerUnavailableException(what + ": " + reason(failure), failure));
  }

  /**
   * The explanation may be looked up at the broker, which takes seconds; a client that is to stop
   * skips it.
   */
  private Optional<Refusal> explanation(Exception failure) {
    boolean stopping = ending || Thread.currentThread().isInterrupted();
    return stopping ? Optional.empty() : access.explain(endpoints, failure);
  }

  /**
   * Makes sure that no new connection is begun from now on. A client that is starting ignores
   * interrupts, and a thread that is to stop would wait for it. Existing connections go on.
   */
  public void end() {
    ending = true;
  }

  private void requireGoingOn() {
    if (ending) {
      throw new BrokerUnavailableException(
          "No connection to RocketMQ is begun any more", new InterruptedException());
    }
  }

  /** The client wraps the reason in the message that it has not started. */
  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  @Override
  public synchronized void close() throws IOException {
    if (producer != null) {
      producer.close();
      producer = null;
    }
  }
}
