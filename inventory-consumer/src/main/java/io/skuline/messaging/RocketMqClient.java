package io.skuline.messaging;

import io.skuline.access.BrokerAccess;
import io.skuline.access.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to RocketMQ that can be made before the broker is up: the producer is built at first
 * use, and a failed attempt is made again at the next one.
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
   * A consumer of one topic.
   *
   * @throws BrokerUnavailableException if the broker cannot be reached or does not know the topic
   */
  public MessageConsumer consumer(String group, String topic) {
    requireGoingOn();
    try {
      return new RocketMqConsumer(this, clients.consumer(group, topic));
    } catch (ClientException | RuntimeException e) {
      throw unavailable("Cannot consume %s as %s".formatted(topic, group), e);
    }
  }

  /**
   * Whether a topic may be there; false only if the broker says that it is not.
   *
   * @throws BrokerUnavailableException if the broker cannot be reached
   */
  boolean mayHave(String topic) {
    return batchRpc.knows(this::producer, topic).orElse(true);
  }

  /**
   * The queues of a topic that can be read now, over all brokers, as {@code broker/number}; empty
   * if this client cannot tell.
   *
   * @throws BrokerUnavailableException if the broker cannot be asked, or knows of none: that is
   *     also what a topic looks like whose broker restarts
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
   * The queue that a message was received from, as {@code broker/number}; empty if this client
   * cannot tell.
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
   * Whether the broker never takes this very message, rather than not now. A topic without a route,
   * or one that nobody may write to, is not the message's fault: that is what a topic looks like
   * whose broker restarts, or is about to.
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

  /** Whether many messages travel in one request. */
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
   * Acknowledges messages of one topic. What the broker does not accept comes again.
   *
   * @return how many it did not accept, or may not have
   */
  int acknowledge(SimpleConsumer consumer, List<MessageView> messages) {
    return batchRpc
        .acknowledge(consumer, messages)
        .orElseGet(() -> acknowledgeOneByOne(consumer, messages));
  }

  /** Makes itself known again to a broker that has forgotten this consumer. */
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

  /** In plain words, if it is a matter of credentials, rights or TLS. */
  private BrokerUnavailableException unavailable(String what, Exception failure) {
    return explanation(failure)
        .map(refusal -> new RefusedException(refusal, failure))
        .map(why -> new BrokerUnavailableException(what + ": " + why.getMessage(), why))
        .orElseGet(() -> new BrokerUnavailableException(what + ": " + reason(failure), failure));
  }

  /** It may be looked for at the broker, which takes seconds: not by who is to stop. */
  private Optional<Refusal> explanation(Exception failure) {
    boolean stopping = ending || Thread.currentThread().isInterrupted();
    return stopping ? Optional.empty() : access.explain(endpoints, failure);
  }

  /**
   * From now on no connection is begun. A client that starts does not heed interrupts, and whoever
   * is to stop would wait for it; what is connected goes on.
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

  /** The client wraps it in the news that it has not started. */
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
