package io.skuline.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Reads and writes instants as text: RFC 3339, written in UTC with exactly three decimals. */
final class Timestamps {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * The form that this class writes. It is written and read without the general formatter and
   * parser, because most timestamps have it.
   */
  private static final String OWN = "0000-00-00T00:00:00.000Z";

  /** The shortest valid text. Seconds and offset are required; a shorter text lacks one of them. */
  private static final int SHORTEST = "2000-01-01T00:00:00Z".length();

  private static final int LONGEST = "2000-01-01T00:00:00.000000000+00:00".length();

  private static final int YEAR_END = "2000".length();

  private static final int LAST_YEAR_OF_FOUR_DIGITS = 9999;

  private static final int NANOS_PER_MILLI = 1_000_000;

  private Timestamps() {}

  static String format(Instant instant) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > LAST_YEAR_OF_FOUR_DIGITS) {
      return FORMAT.format(instant);
    }
    byte[] text = OWN.getBytes(StandardCharsets.ISO_8859_1);
    put(text, 0, 4, time.getYear());
    put(text, 5, 7, time.getMonthValue());
    put(text, 8, 10, time.getDayOfMonth());
    put(text, 11, 13, time.getHour());
    put(text, 14, 16, time.getMinute());
    put(text, 17, 19, time.getSecond());
    put(text, 20, 23, time.getNano() / NANOS_PER_MILLI);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void put(byte[] text, int begin, int end, int number) {
    int left = number;
    for (int i = end - 1; i >= begin; i--) {
      text[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }

  /**
   * Reads a timestamp.
   *
   * @throws DateTimeException if the text is no RFC 3339 date-time
   */
  static Instant parse(String text) {
    if (isOwnForm(text)) {
      return parseOwnForm(text);
    }
    if (text.length() < SHORTEST || text.length() > LONGEST || text.charAt(YEAR_END) != '-') {
      throw new DateTimeException("not in the form of the RFC");
    }
    return OffsetDateTime.parse(text).toInstant();
  }

  private static boolean isOwnForm(String text) {
    if (text.length() != OWN.length()) {
      return false;
    }
    for (int i = 0; i < OWN.length(); i++) {
      char c = text.charAt(i);
      boolean fits = OWN.charAt(i) == '0' ? c >= '0' && c <= '9' : c == OWN.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static Instant parseOwnForm(String text) {
    return LocalDateTime.of(
            number(text, 0, 4),
            number(text, 5, 7),
            number(text, 8, 10),
            number(text, 11, 13),
            number(text, 14, 16),
            number(text, 17, 19),
            number(text, 20, 23) * NANOS_PER_MILLI)
        .toInstant(ZoneOffset.UTC);
  }

  private static int number(String text, int begin, int end) {
    int number = 0;
    for (int i = begin; i < end; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
