package io.skuline.deadletter;

import io.skuline.event.Limits;
import java.util.List;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * A message that was parked, and why.
 *
 * @param key by which the dead letter is recognised, however often and by whatever way it is
 *     collected
 * @param replay which replay of the dead letter ended here; 0 if it was never replayed
 * @param error what is wrong, where, and how to repair it; one line
 * @param collectedFrom the topic of dead letters that it is stored in
 * @param consumerGroup the group that gave it up, if the broker moved it to that group's
 *     dead-letter queue
 * @param attempts how often it was delivered in vain, at least 1
 * @param position its turn among the events of its order
 * @param seenAt when it was parked, in milliseconds since 1970
 * @param heldBy SKUs that must be out of quarantine before it can be decided, sorted; at most
 *     {@link Limits#MAX_LINES}
 */
public record DeadLetter(
    String key,
    int replay,
    ParkReason reason,
    String error,
    String collectedFrom,
    @Nullable String consumerGroup,
    int attempts,
    long position,
    long seenAt,
    List<String> heldBy,
    Original original) {

  private static final int MAX_ERROR_CHARACTERS = 500;

  public DeadLetter {
    error = shortened(printable(error));
    heldBy = heldBy.stream().distinct().sorted().limit(Limits.MAX_LINES).toList();
  }

  /**
   * Returns the dead letter for a message that the broker moved to a group's dead-letter queue.
   *
   * @param topic where the message was before; the broker knows it, but its client does not show it
   * @param now the time in milliseconds since 1970
   */
  public static DeadLetter exhausted(String group, String topic, MessageView message, long now) {
    Original found = Original.of(message);
    Original original =
        new Original(
            topic,
            found.messageId(),
            found.tag(),
            found.keys(),
            found.group(),
            found.properties(),
            found.bornAt(),
            found.body());
    Optional<Replay> replay = Replay.of(message);
    return new DeadLetter(
        replay.map(Replay::letterKey).orElse(key(message.getTopic(), found.messageId())),
        replay.map(Replay::number).orElse(0),
        ParkReason.DELIVERY_EXHAUSTED,
        "the consumer group " + group + " failed to consume it",
        message.getTopic(),
        group,
        Math.max(1, message.getDeliveryAttempt()),
        message.getBornTimestamp() * 1000,
        now,
        List.of(),
        original);
  }

  /**
   * Returns where a message was found, and its id there; a text of a fixed length if that is too
   * long.
   */
  static String key(String topic, String messageId) {
    String key = topic + "/" + messageId;
    return key.length() <= Replay.MAX_KEY_LENGTH ? key : "sha256/" + Digest.of(key);
  }

  /** Returns the same dead letter as one of its own, and not as the replay of another. */
  public DeadLetter asItself() {
    String foundIn = consumerGroup == null ? original.topic() : collectedFrom;
    return new DeadLetter(
        key(foundIn, original.messageId()),
        0,
        reason,
        error,
        collectedFrom,
        consumerGroup,
        attempts,
        position,
        seenAt,
        heldBy,
        original);
  }

  /**
   * Replaces characters that cannot be sent. The broker refuses control characters, of which there
   * are also some above 127, and halves of a pair of characters cannot be sent at all.
   */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
  }

  private static String shortened(String text) {
    if (text.length() <= MAX_ERROR_CHARACTERS) {
      return text;
    }
    boolean insideAPair = Character.isHighSurrogate(text.charAt(MAX_ERROR_CHARACTERS - 1));
    return text.substring(0, MAX_ERROR_CHARACTERS - (insideAPair ? 1 : 0)) + "...";
  }
}
