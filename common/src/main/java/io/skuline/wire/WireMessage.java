package io.skuline.wire;

import io.skuline.event.FollowUp;
import io.skuline.event.HotSkus;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.ClientServiceProvider;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;

/**
 * A message with everything that RocketMQ needs, independent of the sender.
 *
 * @param body JSON; not copied, so it must not be changed
 * @param key the order id or the adjustment id
 * @param tag the type
 * @param group the SKU in whose queue the message waits, or one of the groups of a hot SKU; empty
 *     for results, which have no queue of their own
 * @param properties CloudEvents attributes
 */
@SuppressWarnings("ArrayRecordComponent") // Copying each body would cost more than it protects.
public record WireMessage(
    byte[] body, String key, String tag, Optional<String> group, Map<String, String> properties) {

  public WireMessage {
    properties = Map.copyOf(properties);
  }

  /**
   * Returns the message of an event, which waits in the queue of its SKU.
   *
   * @param source the publisher, as a URI reference, for example {@code /shop/checkout}
   */
  public static WireMessage of(OrderEvent event, EventCodec codec, String source) {
    return of(event, codec, source, HotSkus.NONE);
  }

  /**
   * Returns the message of an event.
   *
   * @param source the publisher, as a URI reference, for example {@code /shop/checkout}
   * @param hot which SKUs are hot, so that their orders wait in several queues
   */
  public static WireMessage of(OrderEvent event, EventCodec codec, String source, HotSkus hot) {
    String type = EventType.of(event).wireName();
    return new WireMessage(
        codec.encode(event),
        event.key(),
        type,
        Optional.of(hot.messageGroup(event)),
        properties(source, type, event.eventId(), event.key(), occurredAt(event)));
  }

  /**
   * Returns the message of a result.
   *
   * @param source the publisher, as a URI reference, for example {@code /skuline}
   */
  public static WireMessage of(StockResult result, EventCodec codec, String source) {
    String type = ResultType.of(result).wireName();
    return new WireMessage(
        codec.encode(result),
        result.key(),
        type,
        Optional.empty(),
        properties(source, type, result.resultId(), result.key(), Optional.of(result.decidedAt())));
  }

  /** Returns this message with more properties. */
  public WireMessage with(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(properties);
    all.putAll(more);
    return new WireMessage(body, key, tag, group, all);
  }

  /** Returns the message for RocketMQ's own client. */
  public Message toMessage(ClientServiceProvider provider, String topic) {
    return toMessage(provider.newMessageBuilder(), topic);
  }

  /** Fills in a message that is begun. */
  public Message toMessage(MessageBuilder message, String topic) {
    message.setTopic(topic).setKeys(key).setTag(tag).setBody(body);
    group.ifPresent(message::setMessageGroup);
    properties.forEach(message::addProperty);
    return message.build();
  }

  /**
   * Returns the message without the checks of the builder of RocketMQ's client, which find nothing
   * in a result that Skuline has decided.
   */
  public Message unchecked(String topic) {
    return new UncheckedMessage(topic, this);
  }

  private static Map<String, String> properties(
      String source, String type, String id, String subject, Optional<Instant> time) {
    return time.map(at -> CloudEvents.attributes(source, type, id, subject, at))
        .orElseGet(() -> CloudEvents.attributes(source, type, id, subject));
  }

  /**
   * Returns when the event happened. A follow-up knows when its order was created, but not when it
   * happened itself.
   */
  private static Optional<Instant> occurredAt(OrderEvent event) {
    return event instanceof FollowUp ? Optional.empty() : Optional.of(event.createdAt());
  }
}
