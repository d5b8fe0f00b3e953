package io.skuline.deadletter;

import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * The mark on a message that a dead letter was replayed as. It gives no rights, it only tells which
 * letter the message's outcome belongs to; and it holds for the very body that was sent, so that a
 * mark that somebody copied to another message is none.
 *
 * @param letterKey which letter, 1 to {@value #MAX_KEY_LENGTH} characters
 * @param number which replay of that letter, 1 to {@value #MAX_NUMBER}
 */
public record Replay(String letterKey, int number) {

  public static final int MAX_KEY_LENGTH = 255;

  /** More often than anybody replays one letter. */
  public static final int MAX_NUMBER = 1_000_000;

  static final String OF = "skuline_replay_of";
  static final String NUMBER = "skuline_replay_count";
  static final String DIGEST = "skuline_replay_digest";

  /** The mark on a message; empty if there is none, or one that makes no sense. */
  public static Optional<Replay> of(MessageView message) {
    Map<String, String> properties = message.getProperties();
    return properties.containsKey(OF)
        ? in(properties, Original.bytes(message.getBody()))
        : Optional.empty();
  }

  /** The mark among the properties of a message with this body. */
  static Optional<Replay> in(Map<String, String> properties, byte[] body) {
    String key = properties.get(OF);
    String number = properties.get(NUMBER);
    if (key == null || number == null || key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
      return Optional.empty();
    }
    try {
      Replay replay = new Replay(key, Integer.parseInt(number));
      boolean valid =
          replay.number >= 1
              && replay.number <= MAX_NUMBER
              && replay.digest(body).equals(properties.get(DIGEST));
      return valid ? Optional.of(replay) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The mark as properties of a message with this body. */
  public Map<String, String> properties(byte[] body) {
    return Map.of(OF, letterKey, NUMBER, Integer.toString(number), DIGEST, digest(body));
  }

  private String digest(byte[] body) {
    return Digest.of(letterKey + "\n" + number + "\n", body);
  }
}
