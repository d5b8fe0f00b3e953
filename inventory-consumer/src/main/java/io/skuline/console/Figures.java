package io.skuline.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes numbers and times as the pages show them. Times are UTC. */
public final class Figures {

  /** Stands where there is no value. */
  public static final String NONE = "–";

  private static final DateTimeFormatter TIME = utc("HH:mm:ss");
  private static final DateTimeFormatter MILLIS = utc("HH:mm:ss.SSS");
  private static final DateTimeFormatter DAY = utc("d MMMM yyyy");
  private static final DateTimeFormatter DAY_AND_TIME = utc("yyyy-MM-dd HH:mm:ss");

  private Figures() {}

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /** Returns for example {@code 12,418,203}. */
  public static String count(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** Returns a number with as many decimals as it is small; a dash for NaN. */
  public static String decimal(double number) {
    if (Double.isNaN(number)) {
      return NONE;
    }
    return number == 0 || number >= 10
        ? count(Math.round(number))
        : String.format(Locale.ENGLISH, "%.1f", number);
  }

  /** Returns the part of a whole, for example {@code 74.4 %}; a dash if there is no whole. */
  public static String percent(double part, double whole) {
    return Double.isNaN(part) || Double.isNaN(whole) || whole <= 0
        ? NONE
        : String.format(Locale.ENGLISH, "%.1f %%", 100 * part / whole);
  }

  /** Returns for example {@code 2 h 22 min}. */
  public static String duration(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds < 600 && seconds % 60 != 0
          ? seconds / 60 + " min " + seconds % 60 + " s"
          : seconds / 60 + " min";
    }
    long hours = seconds / 3600;
    if (hours < 48) {
      long minutes = seconds % 3600 / 60;
      return minutes == 0 ? hours + " h" : hours + " h " + minutes + " min";
    }
    return hours / 24 + " days";
  }

  /** Returns the time of the day. */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  /** Returns the time of the day, to the millisecond. */
  public static String millis(Instant at) {
    return MILLIS.format(at);
  }

  /** Returns for example {@code 27 November 2026}. */
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /** Returns day and time. */
  public static String dayAndTime(Instant at) {
    return DAY_AND_TIME.format(at);
  }

  /** Returns the word in its number: {@code 1 SKU}, {@code 2 SKUs}. */
  public static String of(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }
}
