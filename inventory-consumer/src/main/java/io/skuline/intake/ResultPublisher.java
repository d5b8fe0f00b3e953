package io.skuline.intake;

import io.skuline.event.StockResult;
import io.skuline.messaging.MessageProducer;
import io.skuline.tracing.Traces;
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
   * @param trace continued by each result, which answers the message at the same place
   * @throws io.skuline.messaging.BrokerUnavailableException if a result may not be stored;
   *     publishing all of them again only makes equal copies
   */
  public void publish(List<StockResult> results, Traces.Batch trace) {
    List<Message> messages = new ArrayList<>(results.size());
    for (int i = 0; i < results.size(); i++) {
      messages.add(
          WireMessage.of(results.get(i), codec, SOURCE).with(trace.properties(i)).unchecked(topic));
    }
    producer.sendAll(messages);
  }
}
