package io.skuline.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/**
 * Reads instants, which must be text with an offset. A number could be seconds, or milliseconds.
 */
final class StrictInstant extends StdDeserializer<Instant> {

  StrictInstant() {
    super(Instant.class);
  }

  /**
   * @throws DateTimeException if the text is no date and time with an offset
   */
  static Instant parse(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  @Override
  public Instant deserialize(JsonParser in, DeserializationContext context) {
    if (!in.hasToken(JsonToken.VALUE_STRING)) {
      return (Instant) context.handleUnexpectedToken(Instant.class, in);
    }
    String text = in.getString();
    try {
      return parse(text);
    } catch (DateTimeException e) {
      return (Instant)
          context.handleWeirdStringValue(Instant.class, text, "not a date and time with an offset");
    }
  }
}
