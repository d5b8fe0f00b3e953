package io.skuline.messaging;

import apache.rocketmq.v2.Encoding;
import apache.rocketmq.v2.Message;
import apache.rocketmq.v2.SystemProperties;
import java.util.Map;
import org.apache.rocketmq.client.java.message.MessageIdCodec;
import org.apache.rocketmq.client.java.message.MessageViewImpl;
import org.apache.rocketmq.client.java.route.MessageQueueImpl;
import org.apache.rocketmq.shaded.com.google.protobuf.util.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * A received message that costs a third of the client's own. The client computes the MD5 digest of
 * every body and does nothing with the result of simple consumers, and it copies the properties
 * whenever they are asked for.
 */
final class ReceivedMessage extends MessageViewImpl {

  private final Map<String, String> unmodifiable;

  private ReceivedMessage(
      Message message, SystemProperties system, MessageQueueImpl queue, @Nullable Long delivered) {
    super(
        MessageIdCodec.getInstance().decode(system.getMessageId()),
        message.getTopic().getName(),
        message.getBody().toByteArray(),
        system.hasTag() ? system.getTag() : null,
        system.hasMessageGroup() ? system.getMessageGroup() : null,
        null,
        system.hasDeliveryTimestamp() ? Timestamps.toMillis(system.getDeliveryTimestamp()) : null,
        null,
        system.getKeysList(),
        message.getUserPropertiesMap(),
        system.getBornHost(),
        Timestamps.toMillis(system.getBornTimestamp()),
        system.getDeliveryAttempt(),
        queue,
        system.getReceiptHandle(),
        system.getQueueOffset(),
        false,
        delivered);
    unmodifiable = message.getUserPropertiesMap();
  }

  /**
   * Reads a message.
   *
   * @param queue any queue of the broker that it came from
   * @param delivered when the broker sent it, in milliseconds since 1970, if it says so
   */
  static MessageViewImpl of(Message message, MessageQueueImpl queue, @Nullable Long delivered) {
    SystemProperties system = message.getSystemProperties();
    return system.getBodyEncoding() == Encoding.GZIP
        ? fromProtobuf(message, queue, delivered)
        : new ReceivedMessage(message, system, queue, delivered);
  }

  /** Returns the properties, which cannot be changed. */
  @Override
  public Map<String, String> getProperties() {
    return unmodifiable;
  }
}
