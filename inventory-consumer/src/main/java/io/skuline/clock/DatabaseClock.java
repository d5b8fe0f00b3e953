package io.skuline.clock;

import io.skuline.concurrent.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the home database, which all instances share. The conclusions from an order's time
 * are right only if the instances' clocks are about the same.
 */
public final class DatabaseClock {

  /** How far an instance's clock may be from the database's. */
  public static final Duration TOLERANCE = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Supplier<Instant> database;
  private final Clock own;
  private final Deadline deadline = new Deadline(PATIENCE);
  private volatile @Nullable Duration latest;

  /**
   * @param database asks the database for the time of its clock
   */
  public DatabaseClock(Supplier<Instant> database, Clock own) {
    this.database = database;
    this.own = own;
  }

  /**
   * Returns the time of the database's clock.
   *
   * @throws RuntimeException if the database cannot be asked, or does not answer within 2 s
   */
  public Instant now() {
    return deadline.ask(database);
  }

  /**
   * Returns how far this instance's clock is ahead of the database's; negative if it is behind. The
   * result is as exact as the question is quick.
   *
   * @throws RuntimeException if the database cannot be asked, or does not answer within 2 s
   */
  public Duration ahead() {
    Instant before = own.instant();
    Instant there = now();
    Instant after = own.instant();
    Instant between = before.plus(Duration.between(before, after).dividedBy(2));
    Duration difference = Duration.between(there, between);
    latest = difference;
    return difference;
  }

  /** Returns what {@link #ahead} returned last; empty before the first time. */
  Optional<Duration> lastAhead() {
    return Optional.ofNullable(latest);
  }

  /** Tells whether a difference can be tolerated. */
  static boolean isTolerable(Duration ahead) {
    return ahead.abs().compareTo(TOLERANCE) <= 0;
  }

  /** Describes a difference in words. */
  static String inWords(Duration ahead) {
    return "This instance's clock is %d s %s the database's; at most %d s are tolerated"
        .formatted(
            ahead.abs().toSeconds(),
            ahead.isNegative() ? "behind" : "ahead of",
            TOLERANCE.toSeconds());
  }
}
