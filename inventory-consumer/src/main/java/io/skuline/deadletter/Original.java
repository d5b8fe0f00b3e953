package io.skuline.deadletter;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was before it became a dead letter: everything that is needed to send it again.
 *
 * @param messageId the broker's id of the message
 * @param group the message group, null if it had none
 * @param properties the properties without the broker's own and without Skuline's marks
 * @param bornAt when it was sent, in milliseconds since 1970; null if unknown
 * @param body the body, which is not copied and must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Copying each body would cost more than it protects.
public record Original(
    String topic,
    String messageId,
    @Nullable String tag,
    List<String> keys,
    @Nullable String group,
    Map<String, String> properties,
    @Nullable Long bornAt,
    byte[] body) {

  /**
   * The broker hands out marks of its own among a message's properties. Sent again, they would make
   * the message what it is not, for example a FIFO message.
   */
  private static final String BROKERS_OWN = "__";

  /** The beginning of every mark of Skuline. */
  static final String MARK = "skuline_";

  /** Returns the message that was received. */
  public static Original of(MessageView message) {
    return new Original(
        message.getTopic(),
        message.getMessageId().toString(),
        message.getTag().orElse(null),
        List.copyOf(message.getKeys()),
        message.getMessageGroup().orElse(null),
        withoutMarks(message.getProperties()),
        message.getBornTimestamp(),
        bytes(message.getBody()));
  }

  /** Returns the same message with another body. */
  public Original withBody(byte[] other) {
    return new Original(topic, messageId, tag, keys, group, properties, bornAt, other);
  }

  static Map<String, String> withoutMarks(Map<String, String> properties) {
    Map<String, String> kept = new LinkedHashMap<>();
    properties.forEach(
        (name, value) -> {
          if (!name.startsWith(BROKERS_OWN) && !name.startsWith(MARK)) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  static byte[] bytes(ByteBuffer body) {
    byte[] bytes = new byte[body.remaining()];
    body.get(body.position(), bytes);
    return bytes;
  }
}
