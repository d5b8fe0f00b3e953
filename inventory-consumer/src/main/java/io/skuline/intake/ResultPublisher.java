package io.skuline.intake;

import io.skuline.event.StockResult;
import io.skuline.messaging.MessageProducer;
import io.skuline.wire.EventCodec;
import io.skuline.wire.WireMessage;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.apis.message.Message;

/** Publishes results, one message for each. */
public final class ResultPublisher {

  private static final String SOURCE = "/skuline";

  private final MessageProducer producer;
  private final String topic;
  private final EventCodec codec;

  public ResultPublisher(MessageProducer producer, String topic, EventCodec codec) {
    this.producer = producer;
    this.topic = topic;
    this.codec = codec;
  }

  /**
   * Publishes all results and waits until the broker has stored them.
   *
   * @throws io.skuline.messaging.BrokerUnavailableException if a result may not be stored;
   *     publishing all of them again only makes equal copies
   */
  public void publish(List<StockResult> results) {
    List<Message> messages = new ArrayList<>(results.size());
    for (StockResult result : results) {
      messages.add(WireMessage.of(result, codec, SOURCE).toMessage(producer.newMessage(), topic));
    }
    producer.sendAll(messages);
  }
}
