package io.skuline.deadletter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * A dead letter as a message: the original body, keys and properties, with the reason as tag.
 * Everything else is in properties that start with {@code skuline_}.
 */
public final class DeadLetterMessage {

  static final String DROPPED_PROPERTIES = "skuline_dropped_properties";

  private static final String REASON = "skuline_reason";
  private static final String ERROR = "skuline_error";
  private static final String POSITION = "skuline_position";
  private static final String PARKED_AT = "skuline_parked_at";
  private static final String ATTEMPTS = "skuline_attempts";
  private static final String HELD_BY = "skuline_held_by";
  private static final String TOPIC = "skuline_origin_topic";
  private static final String MESSAGE_ID = "skuline_origin_message_id";
  private static final String TAG = "skuline_origin_tag";
  private static final String GROUP = "skuline_origin_group";
  private static final String BORN_AT = "skuline_origin_born_at";

  /** More often than a broker delivers a message in vain. */
  private static final int MAX_ATTEMPTS = 1_000_000;

  /** The end of the year 9999, in milliseconds since 1970. */
  private static final long MAX_TIME = 253_402_300_799_999L;

  private DeadLetterMessage() {}

  static Map<String, String> marks(DeadLetter letter) {
    Original original = letter.original();
    Map<String, String> marks = new LinkedHashMap<>();
    marks.put(REASON, letter.reason().name());
    marks.put(ERROR, letter.error());
    marks.put(POSITION, Long.toString(letter.position()));
    marks.put(PARKED_AT, Long.toString(letter.seenAt()));
    marks.put(ATTEMPTS, Integer.toString(letter.attempts()));
    if (!letter.heldBy().isEmpty()) {
      marks.put(HELD_BY, String.join(",", letter.heldBy()));
    }
    marks.put(TOPIC, original.topic());
    marks.put(MESSAGE_ID, original.messageId());
    if (original.tag() != null) {
      marks.put(TAG, original.tag());
    }
    if (original.group() != null) {
      marks.put(GROUP, original.group());
    }
    if (original.bornAt() != null) {
      marks.put(BORN_AT, Long.toString(original.bornAt()));
    }
    if (letter.replay() > 0) {
      marks.putAll(new Replay(letter.key(), letter.replay()).properties(original.body()));
    }
    return marks;
  }

  /**
   * Reads a message of the topic of dead letters. A message without our marks was written by
   * another program and becomes a dead letter about itself.
   */
  public static DeadLetter read(MessageView message) {
    Map<String, String> marks = message.getProperties();
    Original found = Original.of(message);
    Optional<Replay> replay = Replay.in(marks, found.body());
    long stored = message.getBornTimestamp();
    String topic = marks.getOrDefault(TOPIC, found.topic());
    String messageId = marks.getOrDefault(MESSAGE_ID, found.messageId());
    return new DeadLetter(
        replay.map(Replay::letterKey).orElse(DeadLetter.key(topic, messageId)),
        replay.map(Replay::number).orElse(0),
        reason(marks),
        marks.getOrDefault(ERROR, "not told"),
        message.getTopic(),
        null,
        (int) number(marks, ATTEMPTS, MAX_ATTEMPTS, 1),
        number(marks, POSITION, MAX_TIME * 1000, stored * 1000),
        number(marks, PARKED_AT, MAX_TIME, stored),
        heldBy(marks),
        new Original(
            topic,
            messageId,
            marks.get(TAG),
            List.copyOf(message.getKeys()),
            marks.get(GROUP),
            found.properties(),
            number(marks, BORN_AT, MAX_TIME, stored),
            found.body()));
  }

  private static ParkReason reason(Map<String, String> marks) {
    try {
      return ParkReason.valueOf(marks.getOrDefault(REASON, ""));
    } catch (IllegalArgumentException e) {
      return ParkReason.FAILED;
    }
  }

  private static List<String> heldBy(Map<String, String> marks) {
    return Stream.of(marks.getOrDefault(HELD_BY, "").split(",", -1)).filter(Subject::isId).toList();
  }

  /** Reads a number from 0; any other value was not written by Skuline. */
  private static long number(Map<String, String> marks, String name, long most, long otherwise) {
    try {
      long number = Long.parseLong(marks.getOrDefault(name, ""));
      return number < 0 || number > most ? otherwise : number;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
