package io.skuline.event;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The limits of every event, in one place. Errors name the field and say how to correct it. */
public final class Limits {

  /**
   * The most characters of an id. Longer than a message group may be: {@link SpreadGroups#plain}.
   */
  public static final int MAX_ID_LENGTH = 64;

  public static final int MAX_LINES = 100;
  public static final int MIN_QUANTITY = 1;
  public static final int MAX_QUANTITY = 1_000_000;

  /** The largest change of stock by one adjustment, up or down. */
  public static final int MAX_ADJUSTMENT = 1_000_000_000;

  /**
   * The most units that a SKU can have. This is far below the largest whole number of a double,
   * because Lua has no integers.
   */
  public static final long MAX_AVAILABLE = 1_000_000_000_000L;

  /** 2000-01-01T00:00:00Z in milliseconds. No order is older. */
  private static final long EARLIEST_MILLIS = 946_684_800_000L;

  /** 2100-01-01T00:00:00Z in milliseconds. */
  private static final long LATEST_MILLIS = 4_102_444_800_000L;

  private Limits() {}

  /**
   * Checks an id.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if the id is missing, empty, too long, or has other characters
   *     than {@code A-Z a-z 0-9 . _ : -}
   */
  public static void requireId(String field, String id) {
    if (id == null) {
      throw InvalidEventException.missing(field);
    }
    if (id.isEmpty() || id.length() > MAX_ID_LENGTH) {
      throw new InvalidEventException(
          field, "must have 1 to " + MAX_ID_LENGTH + " characters, has " + id.length());
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isIdCharacter(id.charAt(i))) {
        throw new InvalidEventException(
            field,
            "may have A-Z a-z 0-9 . _ : - only, has %s at position %s"
                .formatted(named(id.codePointAt(i)), id.codePointCount(0, i) + 1));
      }
    }
  }

  /**
   * Names a character by its number and name, because many characters are invisible or look alike.
   */
  private static String named(int character) {
    String name = Character.getName(character);
    String number = "U+%04X".formatted(character);
    return name == null ? number : number + " (" + name + ")";
  }

  /**
   * Checks a whole number.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if the number is below the least or above the most
   */
  public static void requireBetween(String field, long number, long least, long most) {
    if (number < least || number > most) {
      throw new InvalidEventException(
          field, "must be %d to %d, is %d".formatted(least, most, number));
    }
  }

  /**
   * Checks the size of a list.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if the list is empty or has more entries than the most
   */
  public static void requireSize(String field, List<?> list, int most) {
    if (list.isEmpty() || list.size() > most) {
      throw new InvalidEventException(
          field, "must have 1 to %d entries, has %d".formatted(most, list.size()));
    }
  }

  static void requireQuantity(String field, long quantity) {
    requireBetween(field, quantity, MIN_QUANTITY, MAX_QUANTITY);
  }

  /** Returns the instant cut to the millisecond, which is the precision of the wire format. */
  static Instant requireInstant(String field, Instant instant) {
    if (instant == null) {
      throw InvalidEventException.missing(field);
    }
    requireTime(field, instant);
    return instant.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * Checks a time.
   *
   * @param field the name of the field, for the message
   * @throws InvalidEventException if no event could carry it
   */
  public static void requireTime(String field, Instant instant) {
    if (instant.isBefore(Instant.ofEpochMilli(EARLIEST_MILLIS))
        || instant.isAfter(Instant.ofEpochMilli(LATEST_MILLIS))) {
      throw new InvalidEventException(
          field, "must lie between the years 2000 and 2100, is " + instant);
    }
  }

  /**
   * Returns an unmodifiable copy of the lines, of which there must be as many as an order may have.
   */
  public static <T> List<T> requireLines(List<T> lines) {
    if (lines == null) {
      throw InvalidEventException.missing("lines");
    }
    requireSize("lines", lines, MAX_LINES);
    return List.copyOf(lines);
  }

  private static boolean isIdCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == ':'
        || c == '-';
  }
}
