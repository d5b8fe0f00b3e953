package io.skuline.sim.cli.shared;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an instant as an operator types it. */
public final class TimeArgument {

  private static final Pattern LENGTH = Pattern.compile("(\\d{1,6})([smhd])");

  private TimeArgument() {}

  /**
   * Reads an ISO instant, or a time ago: 90s, 30m, 2h, 7d.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Instant of(String text, Instant now) {
    Matcher ago = LENGTH.matcher(text);
    if (ago.matches()) {
      return now.minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no time. Write 2026-11-24T08:00:00Z, or 90s, 30m, 2h, 7d for so long ago"
              .formatted(text),
          e);
    }
  }

  /**
   * Reads an ISO instant, or a time from now on: 90s, 30m, 2h, 7d.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  public static Instant ahead(String text, Instant now) {
    Matcher in = LENGTH.matcher(text);
    if (in.matches()) {
      return now.plus(duration(Long.parseLong(in.group(1)), in.group(2)));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"%s\" is no time. Write 2026-11-27T08:00:00Z, or 90s, 30m, 2h, 7d for so long from now"
              .formatted(text),
          e);
    }
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
