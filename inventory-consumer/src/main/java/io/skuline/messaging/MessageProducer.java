package io.skuline.messaging;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;

/** Sends messages to a broker. Implementations are safe for use by several threads. */
public interface MessageProducer {

  /** Begins a message. */
  MessageBuilder newMessage();

  /**
   * Sends one message and waits until the broker has stored it.
   *
   * @throws MessageRefusedException if the broker will never take it
   * @throws BrokerUnavailableException if it is not certain that the message is stored; it may be
   *     stored all the same
   */
  void send(Message message);

  /**
   * Sends one message without waiting. Messages of one group that are sent like this may be stored
   * in another order.
   *
   * @return fails with a {@link MessageRefusedException} if the broker will never take the message,
   *     and with a {@link BrokerUnavailableException} if it is not certain that the message is
   *     stored
   */
  CompletableFuture<Void> sendAsync(Message message);

  /**
   * Sends messages of one topic, in no particular order, and waits until the broker has stored all.
   *
   * @throws BrokerUnavailableException if that is not certain for at least one of them
   */
  void sendAll(List<Message> messages);
}
