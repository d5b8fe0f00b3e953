package io.skuline.api;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the words of a request which values a field or parameter of a type may have. */
final class Expected {

  private static final int MAX_SHOWN = 40;

  private Expected() {}

  static String of(@Nullable Class<?> type) {
    if (type == null) {
      return "of another type";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number of at most " + Integer.MAX_VALUE;
    }
    if (type == long.class || type == Long.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == Instant.class) {
      return "a date and time such as 2026-11-27T08:00:00Z";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(String::valueOf)
              .collect(Collectors.joining(", "));
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return type.isRecord() ? "an object" : "of another type";
  }

  /** Returns a part of a value that was sent. */
  static String shown(@Nullable Object value) {
    String text = String.valueOf(value);
    return "\"" + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...") + "\"";
  }
}
