package io.skuline.deadletter;

import io.skuline.broker.Broker;
import io.skuline.event.InvalidEventException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * Sets an event aside: original bytes, keys and properties, and why.
 *
 * <p>The reason travels in properties: {@code skuline_reason} (one of few names, also the tag),
 * {@code skuline_error} (what is wrong, where, how to mend it), and {@code skuline_origin_topic},
 * {@code _message_id}, {@code _tag}, {@code _group}, {@code _born_at} (milliseconds since 1970).
 */
public final class DeadLetterPublisher {

  /** RocketMQ's limit is 16 KiB for all properties of a message; this leaves room for its own. */
  private static final int MAX_PROPERTY_BYTES = 14 * 1024;

  /**
   * The broker hands out marks of its own among a message's properties; sent again they would make
   * the dead letter what it is not, for example a FIFO message.
   */
  private static final String BROKERS_OWN = "__";

  private static final int MAX_ERROR_CHARACTERS = 500;

  private final Broker broker;
  private final String topic;

  public DeadLetterPublisher(Broker broker, String topic) {
    this.broker = broker;
    this.topic = topic;
  }

  /**
   * Stores the dead letter and waits for it.
   *
   * @throws io.skuline.broker.BrokerUnavailableException if it may not be stored
   */
  public void park(MessageView message, InvalidEventException why) {
    MessageBuilder builder =
        broker
            .newMessage()
            .setTopic(topic)
            .setTag(why.code().name())
            .setBody(bytes(message.getBody()));
    if (!message.getKeys().isEmpty()) {
      builder.setKeys(message.getKeys().toArray(String[]::new));
    }
    properties(message, why).forEach(builder::addProperty);
    broker.send(builder.build());
  }

  private static Map<String, String> properties(MessageView message, InvalidEventException why) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("skuline_reason", why.code().name());
    properties.put("skuline_error", printable(why.getMessage()));
    properties.put("skuline_origin_topic", message.getTopic());
    properties.put("skuline_origin_message_id", message.getMessageId().toString());
    message.getTag().ifPresent(tag -> properties.put("skuline_origin_tag", tag));
    message.getMessageGroup().ifPresent(group -> properties.put("skuline_origin_group", group));
    properties.put("skuline_origin_born_at", Long.toString(message.getBornTimestamp()));
    addOriginal(properties, message.getProperties());
    return properties;
  }

  /** Small ones first; what does not fit beside the reason is named, so that it is not missed. */
  private static void addOriginal(Map<String, String> properties, Map<String, String> original) {
    int bytes = properties.entrySet().stream().mapToInt(DeadLetterPublisher::size).sum();
    List<Map.Entry<String, String>> smallestFirst =
        original.entrySet().stream()
            .filter(property -> !property.getKey().startsWith(BROKERS_OWN))
            .sorted(Comparator.comparingInt(DeadLetterPublisher::size))
            .toList();
    int dropped = 0;
    for (Map.Entry<String, String> property : smallestFirst) {
      bytes += size(property);
      if (bytes > MAX_PROPERTY_BYTES) {
        dropped++;
      } else {
        properties.putIfAbsent(property.getKey(), property.getValue());
      }
    }
    if (dropped > 0) {
      properties.put("skuline_dropped_properties", Integer.toString(dropped));
    }
  }

  private static int size(Map.Entry<String, String> property) {
    return property.getKey().getBytes(StandardCharsets.UTF_8).length
        + property.getValue().getBytes(StandardCharsets.UTF_8).length
        + 2;
  }

  /** The broker separates properties by control characters. */
  private static String printable(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= MAX_ERROR_CHARACTERS
        ? clean
        : clean.substring(0, MAX_ERROR_CHARACTERS) + "...";
  }

  private static byte[] bytes(ByteBuffer body) {
    ByteBuffer copy = body.duplicate();
    byte[] bytes = new byte[copy.remaining()];
    copy.get(bytes);
    return bytes;
  }
}
