package io.skuline.wire;

import io.skuline.event.InvalidEventException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object, read field by field. Nothing is coerced: a number is not a string, 1.0 is not a
 * whole number, and null is the same as missing. Errors carry the path of the field.
 */
public final class Fields {

  private static final Json JSON = new Json();

  private final JsonNode node;

  Fields(JsonNode node) {
    this.node = node;
  }

  /**
   * Reads one JSON object in UTF-8, as strictly as the body of an event.
   *
   * @throws InvalidEventException if it is anything else
   */
  public static Fields read(byte[] object) {
    return new Fields(JSON.read(object));
  }

  /** Returns the names of all fields, in their order. */
  public Collection<String> names() {
    return node.propertyNames();
  }

  /** Returns whether the field exists and is not null. */
  public boolean has(String field) {
    return node.hasNonNull(field);
  }

  /**
   * Checks that there are no other fields.
   *
   * @param known every field that is allowed
   */
  void requireOnly(String... known) {
    for (String name : node.propertyNames()) {
      if (!List.of(known).contains(name)) {
        throw new InvalidEventException(
            JsonText.shown(name), "is no field here; there is: " + String.join(", ", known));
      }
    }
  }

  /** Returns a string. */
  public String text(String field) {
    JsonNode value = required(field);
    if (!value.isString()) {
      throw new InvalidEventException(field, "must be a string, is " + kind(value));
    }
    return value.stringValue();
  }

  Instant instant(String field) {
    String text = text(field);
    try {
      return Timestamps.parse(text);
    } catch (DateTimeException e) {
      throw new InvalidEventException(
          field,
          "must be a date and time such as 2026-11-27T08:00:00.000Z, is \""
              + JsonText.shown(text)
              + "\"");
    }
  }

  long integer(String field, long min, long max) {
    JsonNode value = required(field);
    if (!value.isNumber()) {
      throw new InvalidEventException(field, "must be a whole number, is " + kind(value));
    }
    if (!value.isIntegralNumber()) {
      throw new InvalidEventException(
          field, "must be a whole number, is " + JsonText.shown(value.asString()));
    }
    if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
      throw new InvalidEventException(
          field, "must be %d to %d, is %s".formatted(min, max, JsonText.shown(value.asString())));
    }
    return value.longValue();
  }

  /** Returns a whole number, which must be in bounds. */
  public int integer(String field, int min, int max) {
    return (int) integer(field, (long) min, (long) max);
  }

  /** Returns the constant whose name the field has, in exactly its letters. */
  public <E extends Enum<E>> E constant(String field, Class<E> type) {
    String text = text(field);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    throw new InvalidEventException(
        field,
        "must be %s, is \"%s\""
            .formatted(
                Stream.of(type.getEnumConstants())
                    .map(Enum::name)
                    .collect(Collectors.joining(", ")),
                JsonText.shown(text)));
  }

  <T> T object(String field, Function<Fields, T> reader) {
    return read(required(field), field, reader);
  }

  /**
   * Returns a list.
   *
   * @param max the most elements; checked before an element is read
   */
  <T> List<T> list(String field, int max, Function<Fields, T> reader) {
    JsonNode array = required(field);
    if (!array.isArray()) {
      throw new InvalidEventException(field, "must be an array, is " + kind(array));
    }
    if (array.size() > max) {
      throw new InvalidEventException(
          field, "must have at most %d entries, has %d".formatted(max, array.size()));
    }
    List<T> list = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      list.add(readElement(array.get(i), field, i, reader));
    }
    return list;
  }

  private static <T> T readElement(
      JsonNode element, String field, int index, Function<Fields, T> reader) {
    try {
      return reader.apply(objectOf(element));
    } catch (InvalidEventException e) {
      throw e.within(field + "[" + index + "]");
    }
  }

  private static <T> T read(JsonNode value, String field, Function<Fields, T> reader) {
    try {
      return reader.apply(objectOf(value));
    } catch (InvalidEventException e) {
      throw e.within(field);
    }
  }

  private static Fields objectOf(JsonNode value) {
    if (!value.isObject()) {
      throw new InvalidEventException("", "must be an object, is " + kind(value));
    }
    return new Fields(value);
  }

  private JsonNode required(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw InvalidEventException.missing(field);
    }
    return value;
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case BINARY, MISSING, POJO -> "something else";
    };
  }
}
