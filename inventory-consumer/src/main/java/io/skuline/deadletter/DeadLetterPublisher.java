package io.skuline.deadletter;

import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.MessageProducer;
import io.skuline.messaging.MessageRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.apis.message.Message;
import org.apache.rocketmq.client.apis.message.MessageBuilder;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a message aside: original bytes, keys and properties, and why.
 *
 * <p>The topic has it for certain; the store is told at once if it can be, and else learns of it
 * from the topic. See {@link DeadLetterMessage} for what travels.
 */
public final class DeadLetterPublisher {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

  /** RocketMQ's limit is 16 KiB for all properties of a message; this leaves room for its own. */
  private static final int MAX_PROPERTY_BYTES = 14 * 1024;

  /** Its limit is 128 properties of users; this leaves room for the marks. */
  private static final int MAX_PROPERTIES = 100;

  private final MessageProducer producer;
  private final String topic;
  private final DeadLetterStore store;
  private final AtomicLong lastPosition = new AtomicLong();

  public DeadLetterPublisher(MessageProducer producer, String topic, DeadLetterStore store) {
    this.producer = producer;
    this.topic = topic;
    this.store = store;
  }

  /**
   * Stores the dead letter and waits for it. A broker may refuse what came with the message, though
   * it or another client took it once: then the letter is stored with its marks alone, and if that
   * is refused too, in the store alone. The body is kept whole in any case.
   *
   * @param behind the position of what it waits for; 0 if it waits for nothing
   * @throws BrokerUnavailableException if it may not be stored
   */
  public void park(MessageView message, ParkReason reason, String error, long behind) {
    park(message, reason, error, behind, List.of());
  }

  /**
   * The same of an event that touches SKUs in quarantine.
   *
   * @param heldBy the SKUs that must be let out before it can be decided
   */
  public void park(
      MessageView message,
      ParkReason reason,
      String error,
      long behind,
      Collection<String> heldBy) {
    Original original = Original.of(message);
    Optional<Replay> replay = Replay.in(message.getProperties(), original.body());
    long now = System.currentTimeMillis();
    DeadLetter letter =
        new DeadLetter(
            replay
                .map(Replay::letterKey)
                .orElse(DeadLetter.key(original.topic(), original.messageId())),
            replay.map(Replay::number).orElse(0),
            reason,
            error,
            topic,
            null,
            Math.max(1, message.getDeliveryAttempt()),
            nextPosition(now, behind),
            now,
            List.copyOf(heldBy),
            original);
    boolean sent = sendOrWithMarksAlone(letter);
    try {
      store.put(letter);
    } catch (RuntimeException e) {
      if (!sent) {
        throw new BrokerUnavailableException(
            "The broker refuses the dead letter " + letter.key() + ", and the store is away", e);
      }
      log.warn("A dead letter will be stored when it is collected: {}", e.toString());
    }
  }

  /**
   * @return false if the broker refuses it for good
   */
  private boolean sendOrWithMarksAlone(DeadLetter letter) {
    try {
      producer.send(whole(letter));
      return true;
    } catch (MessageRefusedException | IllegalArgumentException e) {
      log.warn("The dead letter {} goes with its marks alone: {}", letter.key(), e.toString());
    }
    try {
      producer.send(withMarksAlone(letter));
      return true;
    } catch (MessageRefusedException | IllegalArgumentException e) {
      log.error("The broker refuses the dead letter {}: {}", letter.key(), e.toString());
      return false;
    }
  }

  /** Ever higher here, and above what it waits for, whatever the clocks say. */
  private long nextPosition(long now, long behind) {
    return lastPosition.updateAndGet(last -> Math.max(Math.max(last, behind) + 1, now * 1000));
  }

  private Message whole(DeadLetter letter) {
    Original original = letter.original();
    MessageBuilder builder = empty(letter);
    List<String> keys =
        original.keys().stream().filter(DeadLetterPublisher::isKey).distinct().toList();
    if (!keys.isEmpty()) {
      builder.setKeys(keys.toArray(String[]::new));
    }
    Map<String, String> properties = DeadLetterMessage.marks(letter);
    addOriginal(properties, original.properties());
    properties.forEach(builder::addProperty);
    return builder.build();
  }

  private Message withMarksAlone(DeadLetter letter) {
    MessageBuilder builder = empty(letter);
    Map<String, String> properties = DeadLetterMessage.marks(letter);
    int dropped = letter.original().properties().size();
    if (dropped > 0) {
      properties.put(DeadLetterMessage.DROPPED_PROPERTIES, Integer.toString(dropped));
    }
    properties.forEach(builder::addProperty);
    return builder.build();
  }

  private MessageBuilder empty(DeadLetter letter) {
    return producer
        .newMessage()
        .setTopic(topic)
        .setTag(letter.reason().name())
        .setBody(letter.original().body());
  }

  /** The broker separates keys by blanks. */
  private static boolean isKey(String key) {
    return isClean(key) && key.chars().noneMatch(Character::isWhitespace);
  }

  /** What the client and the broker take as a name or a value. */
  private static boolean isClean(String text) {
    return !text.isBlank() && text.equals(DeadLetter.printable(text));
  }

  /** Small ones first; what does not fit beside the reason is counted, so that it is not missed. */
  private static void addOriginal(Map<String, String> properties, Map<String, String> original) {
    int bytes = properties.entrySet().stream().mapToInt(DeadLetterPublisher::size).sum();
    List<Map.Entry<String, String>> smallestFirst =
        original.entrySet().stream()
            .filter(property -> isClean(property.getKey()) && isClean(property.getValue()))
            .sorted(Comparator.comparingInt(DeadLetterPublisher::size))
            .toList();
    Map<String, String> fitting = new LinkedHashMap<>();
    for (Map.Entry<String, String> property : smallestFirst) {
      bytes += size(property);
      if (bytes <= MAX_PROPERTY_BYTES && fitting.size() < MAX_PROPERTIES) {
        fitting.put(property.getKey(), property.getValue());
      }
    }
    properties.putAll(fitting);
    if (fitting.size() < original.size()) {
      properties.put(
          DeadLetterMessage.DROPPED_PROPERTIES, Integer.toString(original.size() - fitting.size()));
    }
  }

  private static int size(Map.Entry<String, String> property) {
    return property.getKey().getBytes(StandardCharsets.UTF_8).length
        + property.getValue().getBytes(StandardCharsets.UTF_8).length
        + 2;
  }
}
