package io.skuline.desk;

import io.skuline.event.InvalidEventException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a line of an export: all that is needed to have it in another database.
 *
 * @param key what it is recognised by
 * @param position its turn among the events of its order
 */
@SuppressWarnings("ArrayRecordComponent") // Written and read, never compared.
public record ExportedLetter(
    String key,
    LetterState state,
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

  public ExportedLetter {
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
  }

  private static void require(String field, @Nullable Object value) {
    if (value == null) {
      throw InvalidEventException.missing(field);
    }
  }
}
