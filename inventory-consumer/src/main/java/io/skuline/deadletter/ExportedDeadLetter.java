package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a line of an export: everything that is needed to have it in another database.
 *
 * @param key by which the dead letter is recognised
 * @param position its turn among the events of its order
 */
@SuppressWarnings("ArrayRecordComponent") // Written and read, never compared.
public record ExportedDeadLetter(
    String key,
    DeadLetterState state,
    String reason,
    String error,
    String collectedFrom,
    @Nullable String consumerGroup,
    String topic,
    @Nullable String tag,
    List<String> keys,
    @Nullable String messageGroup,
    String messageId,
    Map<String, String> properties,
    int attempts,
    int replays,
    long position,
    @Nullable Instant bornAt,
    Instant firstSeen,
    Instant lastSeen,
    byte[] bodyBase64,
    byte @Nullable [] editedBodyBase64) {

  public ExportedDeadLetter {
    require("key", key);
    require("state", state);
    require("reason", reason);
    require("error", error);
    require("collectedFrom", collectedFrom);
    require("topic", topic);
    require("keys", keys);
    require("messageId", messageId);
    require("properties", properties);
    require("firstSeen", firstSeen);
    require("lastSeen", lastSeen);
    require("bodyBase64", bodyBase64);
    requireLength("key", key, Replay.MAX_KEY_LENGTH);
    requireLength("topic", topic, MAX_TOPIC);
    if (messageGroup != null) {
      requireLength("messageGroup", messageGroup, Limits.MAX_ID_LENGTH);
    }
    Limits.requireBetween("attempts", attempts, 0, MAX_ATTEMPTS);
    Limits.requireBetween("replays", replays, 0, Replay.MAX_NUMBER);
    Limits.requireBetween("position", position, 0, MAX_POSITION);
    requireTime("firstSeen", firstSeen);
    requireTime("lastSeen", lastSeen);
    if (bornAt != null) {
      requireTime("bornAt", bornAt);
    }
  }

  private static final int MAX_TOPIC = 255;
  private static final int MAX_ATTEMPTS = 1_000_000;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final long MAX_POSITION = LATEST.toEpochMilli() * 1000;

  private static void requireLength(String field, String text, int most) {
    if (text.isEmpty() || text.length() > most) {
      throw new InvalidEventException(
          field, "must have 1 to %d characters, has %d".formatted(most, text.length()));
    }
  }

  private static void requireTime(String field, Instant time) {
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new InvalidEventException(
          field, "must be %s to %s, is %s".formatted(Instant.EPOCH, LATEST, time));
    }
  }

  private static void require(String field, @Nullable Object value) {
    if (value == null) {
      throw InvalidEventException.missing(field);
    }
  }
}
