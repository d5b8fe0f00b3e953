package io.skuline.deadletter;

import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageView;

/**
 * The mark on a message that replays a dead letter. It gives no rights; it only tells to which dead
 * letter the message's outcome belongs. It holds for exactly the body that was sent, so a mark that
 * was copied to another message does not count.
 *
 * @param letterKey the key of the dead letter, 1 to {@value #MAX_KEY_LENGTH} characters
 * @param number which replay of that dead letter it is, 1 to {@value #MAX_NUMBER}
 */
public record Replay(String letterKey, int number) {

  public static final int MAX_KEY_LENGTH = 255;

  /** More often than one dead letter is ever replayed. */
  public static final int MAX_NUMBER = 1_000_000;

  static final String OF = "skuline_replay_of";
  static final String NUMBER = "skuline_replay_count";
  static final String DIGEST = "skuline_replay_digest";

  /** Returns the mark on a message; empty if there is none, or one that makes no sense. */
  public static Optional<Replay> of(MessageView message) {
    Map<String, String> properties = message.getProperties();
    return properties.containsKey(OF)
        ? in(properties, Original.bytes(message.getBody()))
        : Optional.empty();
  }

  /** Returns the mark among the properties of a message with this body. */
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

  /** Returns the mark as properties of a message with this body. */
  public Map<String, String> properties(byte[] body) {
    return Map.of(OF, letterKey, NUMBER, Integer.toString(number), DIGEST, digest(body));
  }

  private String digest(byte[] body) {
    return Digest.of(letterKey + "\n" + number + "\n", body);
  }
}
