package io.skuline.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as text: RFC 3339, written in UTC with exactly three decimals. */
final class Timestamps {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Seconds and offset are a must; with fewer than 20 characters one of them is missing. */
  private static final int SHORTEST = "2000-01-01T00:00:00Z".length();

  private static final int LONGEST = "2000-01-01T00:00:00.000000000+00:00".length();

  private static final int YEAR_END = "2000".length();

  private Timestamps() {}

  static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  /**
   * @throws DateTimeException if the text is no RFC 3339 date-time
   */
  static Instant parse(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST || text.charAt(YEAR_END) != '-') {
      throw new DateTimeException("not in the form of the RFC");
    }
    return OffsetDateTime.parse(text).toInstant();
  }
}
