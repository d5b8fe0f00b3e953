package io.skuline.deadletter;

import java.util.Map;
import java.util.Optional;

/**
 * The mark on a message that a dead letter was replayed as. Anybody can write such a mark; it gives
 * no rights, it only tells which letter the message's outcome belongs to.
 *
 * @param letterKey which letter, 1 to {@value #MAX_KEY_LENGTH} characters
 * @param number which replay of that letter, from 1
 */
public record Replay(String letterKey, int number) {

  public static final int MAX_KEY_LENGTH = 255;

  static final String OF = "skuline_replay_of";
  static final String NUMBER = "skuline_replay_count";

  /** The mark among a message's properties; empty if there is none, or one that makes no sense. */
  public static Optional<Replay> in(Map<String, String> properties) {
    String key = properties.get(OF);
    String number = properties.get(NUMBER);
    if (key == null || number == null || key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
      return Optional.empty();
    }
    try {
      int parsed = Integer.parseInt(number);
      return parsed < 1 ? Optional.empty() : Optional.of(new Replay(key, parsed));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The mark as properties. */
  public Map<String, String> properties() {
    return Map.of(OF, letterKey, NUMBER, Integer.toString(number));
  }
}
