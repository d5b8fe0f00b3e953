package io.skuline.deadletter;

import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.MessageProducer;
import io.skuline.messaging.MessageRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * Parks a message: its original bytes, keys and properties, and the reason.
 *
 * <p>The topic of dead letters has the message for certain. The store gets it at once if it can,
 * and otherwise from the topic. See {@link DeadLetterMessage} for what is sent.
 */
public final class DeadLetterPublisher {

  private static final Logger log = LoggerFactory.getLogger(DeadLetterPublisher.class);

  /** RocketMQ's limit is 16 KiB for all properties of a message; this leaves room for its own. */
  private static final int MAX_PROPERTY_BYTES = 14 * 1024;

  /** RocketMQ's limit is 128 properties of users; this leaves room for the marks. */
  private static final int MAX_PROPERTIES = 100;

  /** RocketMQ's limit for a message is 4 MiB, and a proxy may have one for a request. */
  private static final int MOST_BYTES_TOGETHER = 1024 * 1024;

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
   * Sends the dead letter and waits until it is stored. A broker may refuse what came with the
   * message, though this or another broker took it once. Then the dead letter is sent with its
   * marks alone. If that is refused too, only the store has it. The body is kept whole in any case.
   *
   * @param behind the position of the dead letter that this one waits for; 0 if it waits for none
   * @throws BrokerUnavailableException if the dead letter may not be stored
   */
  public void park(MessageView message, ParkReason reason, String error, long behind) {
    parkAll(List.of(new ParkedMessage(message, reason, error, behind)));
  }

  /**
   * Sends dead letters in the order of the list, which is their turn, and waits until they are
   * stored; otherwise the same. While a partition is closed, they are many, and lanes wait for
   * this: they travel together.
   *
   * @throws BrokerUnavailableException if a dead letter may not be stored
   */
  public void parkAll(List<ParkedMessage> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<DeadLetter> letters = messages.stream().map(this::letter).toList();
    Optional<DeadLetter> refused = sendAll(letters);
    try {
      store.putAll(letters);
    } catch (RuntimeException e) {
      if (refused.isPresent()) {
        throw new BrokerUnavailableException(
            "The broker refuses the dead letter " + refused.get().key() + ", and the store is away",
            e);
      }
      log.warn("Dead letters will be stored when they are collected: {}", e.toString());
    }
  }

  private DeadLetter letter(ParkedMessage parked) {
    MessageView message = parked.message();
    Original original = Original.of(message);
    Optional<Replay> replay = Replay.in(message.getProperties(), original.body());
    long now = System.currentTimeMillis();
    return new DeadLetter(
        replay
            .map(Replay::letterKey)
            .orElse(DeadLetter.key(original.topic(), original.messageId())),
        replay.map(Replay::number).orElse(0),
        parked.reason(),
        parked.error(),
        topic,
        null,
        Math.max(1, message.getDeliveryAttempt()),
        nextPosition(now, parked.behind()),
        now,
        List.copyOf(parked.heldBy()),
        original);
  }

  /**
   * Sends dead letters, many in a request. If that fails, each is sent alone; one that comes twice
   * is known by its key.
   *
   * @return one that the broker refuses for good
   */
  private Optional<DeadLetter> sendAll(List<DeadLetter> letters) {
    Optional<DeadLetter> refused = Optional.empty();
    for (List<DeadLetter> some : together(letters)) {
      if (some.size() == 1 || !areSentTogether(some)) {
        for (DeadLetter letter : some) {
          refused = sendOrWithMarksAlone(letter) ? refused : Optional.of(letter);
        }
      }
    }
    return refused;
  }

  private boolean areSentTogether(List<DeadLetter> letters) {
    try {
      producer.sendAll(letters.stream().map(this::whole).toList());
      return true;
    } catch (RuntimeException e) {
      log.warn("{} dead letters are sent one by one: {}", letters.size(), e.toString());
      return false;
    }
  }

  /** Divides dead letters so that no request becomes too large. */
  private static List<List<DeadLetter>> together(List<DeadLetter> letters) {
    List<List<DeadLetter>> divided = new ArrayList<>();
    int bytes = 0;
    for (DeadLetter letter : letters) {
      int its = letter.original().body().length + MAX_PROPERTY_BYTES;
      if (divided.isEmpty() || bytes + its > MOST_BYTES_TOGETHER) {
        divided.add(new ArrayList<>());
        bytes = 0;
      }
      divided.get(divided.size() - 1).add(letter);
      bytes += its;
    }
    return divided;
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

  /**
   * Positions rise, and are above that of the dead letter that this one waits for, whatever the
   * clocks say.
   */
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

  /** Tells whether the client and the broker accept the text as a name or a value. */
  private static boolean isClean(String text) {
    return !text.isBlank() && text.equals(DeadLetter.printable(text));
  }

  /**
   * Adds small properties first. Those that do not fit beside the reason are counted, so that their
   * absence is noticed.
   */
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
