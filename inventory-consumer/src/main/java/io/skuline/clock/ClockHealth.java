package io.skuline.clock;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether the clock of this instance agrees with the database's. */
final class ClockHealth implements HealthIndicator {

  private final DatabaseClock clock;

  ClockHealth(DatabaseClock clock) {
    this.clock = clock;
  }

  /** A database that cannot be asked is the concern of another indicator. */
  @Override
  public Health health() {
    Duration ahead;
    try {
      ahead = clock.ahead();
    } catch (RuntimeException e) {
      return Health.up().withDetail("unknown", String.valueOf(e.getMessage())).build();
    }
    Health.Builder health =
        DatabaseClock.isTolerable(ahead)
            ? Health.up()
            : Health.outOfService()
                .withDetail(
                    "reason",
                    DatabaseClock.inWords(ahead) + ". No orders are taken here: set the clock");
    return health.withDetail("aheadMillis", ahead.toMillis()).build();
  }
}
