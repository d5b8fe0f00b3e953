package io.skuline.store;

import io.skuline.event.InvalidEventException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a list by time, at which a page of it ends. Many things may happen in one millisecond,
 * and a database numbers its own rows only; with the SKU no two rows have the same key.
 *
 * @param millis the time, in milliseconds since 1970
 * @param sku the SKU, whose rows are in one database
 * @param id the number of the row in that database
 */
public record TimeKey(long millis, String sku, long id) implements Comparable<TimeKey> {

  /** Is after every row. */
  public static final TimeKey END = new TimeKey(Long.MAX_VALUE, "", 0);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(.{0,64})");

  private static final Comparator<TimeKey> ORDER =
      Comparator.comparingLong(TimeKey::millis)
          .thenComparing(TimeKey::sku)
          .thenComparingLong(TimeKey::id);

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws InvalidEventException if it is something else
   */
  public static TimeKey parse(String name, String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new InvalidEventException(name, "must come from a link to the next page, is " + text);
    }
    return new TimeKey(
        Long.parseLong(parts.group(1)), parts.group(3), Long.parseLong(parts.group(2)));
  }

  @Override
  public int compareTo(TimeKey other) {
    return ORDER.compare(this, other);
  }

  /** Returns the key as a text for an address. */
  @Override
  public String toString() {
    return "%d.%d.%s".formatted(millis, id, sku);
  }
}
