package io.skuline.deadletter;

import io.skuline.broker.Broker;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a message aside: original bytes, keys and properties, and why.
 *
 * <p>The topic has it for certain; the store is told at once if it can be, and else learns of it
 * from the topic. See {@link LetterMessage} for what travels.
 */
public final class DeadLetterPublisher {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

  /** RocketMQ's limit is 16 KiB for all properties of a message; this leaves room for its own. */
  private static final int MAX_PROPERTY_BYTES = 14 * 1024;

  private final Broker broker;
  private final String topic;
  private final DeadLetterStore store;
  private final AtomicLong lastPosition = new AtomicLong();

  public DeadLetterPublisher(Broker broker, String topic, DeadLetterStore store) {
    this.broker = broker;
    this.topic = topic;
    this.store = store;
  }

  /**
   * Stores the dead letter and waits for it.
   *
   * @param behind the position of what it waits for; 0 if it waits for nothing
   * @throws io.skuline.broker.BrokerUnavailableException if it may not be stored
   */
  public void park(MessageView message, ParkReason reason, String error, long behind) {
    Optional<Replay> replay = Replay.in(message.getProperties());
    Original original = Original.of(message);
    long now = System.currentTimeMillis();
    DeadLetter letter =
        new DeadLetter(
            DeadLetter.key(original.topic(), original.messageId(), replay),
            replay.map(Replay::number).orElse(0),
            reason,
            error,
            topic,
            null,
            Math.max(1, message.getDeliveryAttempt()),
            nextPosition(now, behind),
            now,
            original);
    send(letter);
    try {
      store.put(letter);
    } catch (RuntimeException e) {
      log.warn("A dead letter will be stored when it is collected: {}", e.toString());
    }
  }

  /** Ever higher here, and above what it waits for, whatever the clocks say. */
  private long nextPosition(long now, long behind) {
    return lastPosition.updateAndGet(last -> Math.max(Math.max(last, behind) + 1, now * 1000));
  }

  private void send(DeadLetter letter) {
    Original original = letter.original();
    MessageBuilder builder =
        broker.newMessage().setTopic(topic).setTag(letter.reason().name()).setBody(original.body());
    if (!original.keys().isEmpty()) {
      builder.setKeys(original.keys().toArray(String[]::new));
    }
    Map<String, String> properties = LetterMessage.marks(letter);
    addOriginal(properties, original.properties());
    properties.forEach(builder::addProperty);
    broker.send(builder.build());
  }

  /** Small ones first; what does not fit beside the reason is counted, so that it is not missed. */
  private static void addOriginal(Map<String, String> properties, Map<String, String> original) {
    int bytes = properties.entrySet().stream().mapToInt(DeadLetterPublisher::size).sum();
    List<Map.Entry<String, String>> smallestFirst =
        original.entrySet().stream()
            .sorted(Comparator.comparingInt(DeadLetterPublisher::size))
            .toList();
    Map<String, String> fitting = new LinkedHashMap<>();
    for (Map.Entry<String, String> property : smallestFirst) {
      bytes += size(property);
      if (bytes <= MAX_PROPERTY_BYTES) {
        fitting.put(property.getKey(), property.getValue());
      }
    }
    properties.putAll(fitting);
    if (fitting.size() < original.size()) {
      properties.put(
          LetterMessage.DROPPED_PROPERTIES, Integer.toString(original.size() - fitting.size()));
    }
  }

  private static int size(Map.Entry<String, String> property) {
    return property.getKey().getBytes(StandardCharsets.UTF_8).length
        + property.getValue().getBytes(StandardCharsets.UTF_8).length
        + 2;
  }
}
