package io.skuline.console;

import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast a SKU sells, by its latest movements.
 *
 * @param perMinute units that were deducted a minute, less what came back; 0 if it does not sell
 */
public record Selling(double perMinute) {

  /** How many of the latest movements are looked at. */
  static final int MOVEMENTS = 100;

  private static final Duration RECENT = Duration.ofMinutes(15);

  /**
   * @param latest the latest movements, newest first
   */
  static Selling of(List<Movement> latest, Instant now) {
    long since = now.minus(RECENT).toEpochMilli();
    long units = 0;
    long oldest = now.toEpochMilli();
    for (Movement movement : latest) {
      if (movement.decidedAt() < since) {
        // The SKU sold nothing between this one and the ones before it.
        oldest = since;
        break;
      }
      if (movement.kind() == MovementKind.DEDUCTION || movement.givesBack()) {
        units -= movement.delta();
      }
      oldest = Math.min(oldest, movement.decidedAt());
    }
    double minutes = Math.max(1, (now.toEpochMilli() - oldest) / 1000.0) / 60;
    return new Selling(Math.max(0, units / minutes));
  }

  /** Returns the time after which nothing is left at this rate; null if it does not sell. */
  public @Nullable Duration until(long available) {
    return perMinute <= 0 || available <= 0
        ? null
        : Duration.ofSeconds(Math.round(available / perMinute * 60));
  }
}
