package io.skuline.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.apache.rocketmq.client.apis.producer.Producer;
import org.apache.rocketmq.client.java.route.MessageQueueImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers {@link BatchRpc} as long as the client's inside is known. After the first sign of another
 * client, every method answers that it cannot do its work, and the public API must be used.
 */
final class OptionalBatchRpc {

  private static final Logger log = LoggerFactory.getLogger(OptionalBatchRpc.class);

  private final AtomicReference<BatchRpc> rpc = new AtomicReference<>();
  private final ReceiveRpc receiveRpc;

  /** Creates an instance without batch RPC. */
  OptionalBatchRpc() {
    this.receiveRpc = new ReceiveRpc(Duration.ZERO);
  }

  OptionalBatchRpc(Duration timeout) {
    this.receiveRpc = new ReceiveRpc(timeout);
    rpc.set(new BatchRpc(timeout));
  }

  /** Tells whether many messages travel in one request. */
  boolean isThere() {
    return rpc.get() != null;
  }

  /**
   * Sends messages of one topic, all or none.
   *
   * @return false if that is not possible; nothing is sent then
   * @throws BrokerUnavailableException if it is not certain that they are stored
   */
  boolean send(Producer to, List<Message> messages) {
    BatchRpc batch = rpc.get();
    if (batch == null) {
      return false;
    }
    try {
      batch.send(to, messages);
      return true;
    } catch (LinkageError | ClassCastException e) {
      giveUp(e);
      return false;
    } catch (ExecutionException e) {
      throw notStored(messages, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notStored(messages, e);
    }
  }

  static BrokerUnavailableException notStored(List<Message> messages, Throwable e) {
    String topic = messages.get(0).getTopic();
    return new BrokerUnavailableException("Not all stored in " + topic, e);
  }

  /**
   * Acknowledges messages of one topic.
   *
   * @return how many the broker did not accept, or may not have accepted; empty if batch RPC is not
   *     possible
   */
  Optional<Integer> acknowledge(SimpleConsumer consumer, List<MessageView> messages) {
    BatchRpc batch = rpc.get();
    if (batch == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(batch.acknowledge(consumer, messages));
    } catch (LinkageError | ClassCastException e) {
      giveUp(e);
      return Optional.empty();
    } catch (ExecutionException e) {
      log.warn("Not acknowledged, will come again: {}", e.getCause().toString());
      return Optional.of(messages.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(messages.size());
    }
  }

  /**
   * Tells whether the broker has a topic; empty if that cannot be found out.
   *
   * @param producer asked only if a producer is needed
   */
  Optional<Boolean> knows(Supplier<Producer> producer, String topic) {
    BatchRpc batch = rpc.get();
    if (batch == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(batch.knows(producer.get(), topic));
    } catch (LinkageError | ClassCastException e) {
      giveUp(e);
    } catch (ExecutionException e) {
      log.info("Cannot ask for the topic {}: {}", topic, e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /**
   * Returns the queues of a topic that can be read now; empty if that cannot be found out.
   *
   * @param producer asked only if a producer is needed
   * @throws BrokerUnavailableException if the broker cannot be asked
   */
  Optional<Set<String>> queues(Supplier<Producer> producer, String topic) {
    BatchRpc batch = rpc.get();
    if (batch == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(batch.queues(producer.get(), topic));
    } catch (LinkageError | ClassCastException e) {
      giveUp(e);
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new BrokerUnavailableException("Cannot ask for the queues of " + topic, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerUnavailableException("Interrupted", e);
    }
  }

  /** Returns the queue that a message was received from; empty if that cannot be found out. */
  Optional<String> queueOf(MessageView message) {
    if (!isThere()) {
      return Optional.empty();
    }
    try {
      return BatchRpc.queueOf(message);
    } catch (LinkageError | ClassCastException e) {
      giveUp(e);
      return Optional.empty();
    }
  }

  /**
   * Asks for the brokers that have queues of a topic to read from.
   *
   * @param to is given one queue of each, by the broker's name, some time later; never if that
   *     cannot be found out
   */
  void brokers(SimpleConsumer consumer, String topic, Consumer<Map<String, MessageQueueImpl>> to) {
    if (isThere()) {
      try {
        receiveRpc.brokers(consumer, topic, to);
      } catch (LinkageError | ClassCastException e) {
        giveUp(e);
      }
    }
  }

  /** Receives messages from the queues of one broker; empty if that is not possible. */
  Optional<CompletableFuture<List<MessageView>>> receive(
      SimpleConsumer consumer,
      MessageQueueImpl queue,
      int most,
      Duration invisible,
      Duration patience) {
    if (!isThere()) {
      return Optional.empty();
    }
    try {
      return Optional.of(receiveRpc.receive(consumer, queue, most, invisible, patience));
    } catch (LinkageError | ClassCastException e) {
      giveUp(e);
      return Optional.empty();
    }
  }

  /** Reports the consumer's settings to the broker again, if that is possible. */
  void reportSettings(SimpleConsumer consumer) {
    if (isThere()) {
      try {
        BatchRpc.reportSettings(consumer);
      } catch (LinkageError | ClassCastException e) {
        giveUp(e);
      }
    }
  }

  private void giveUp(Throwable e) {
    if (rpc.getAndSet(null) != null) {
      log.warn("This RocketMQ client is not known inside; messages travel one by one, slower", e);
    }
  }
}
