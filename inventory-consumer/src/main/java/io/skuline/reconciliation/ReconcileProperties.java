package io.skuline.reconciliation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How stock is reconciled in the background.
 *
 * @param enabled Whether passes start by themselves. A pass that is requested runs anyway.
 * @param skusPerSecond Number of SKUs that are compared in a second, 1 to 100,000.
 * @param pause Time between two passes, 1 second to 1 day.
 * @param patience Time for which a decided number may be missing in the database before it counts
 *     as lost, 1 second to 1 day. It must be longer than {@code skuline.intake.invisible}, after
 *     which another instance receives the messages of a killed one. It should be longer than any
 *     usual interruption of the broker.
 */
@ConfigurationProperties("skuline.reconcile")
public record ReconcileProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1000") int skusPerSecond,
    @DefaultValue("1m") Duration pause,
    @DefaultValue("10m") Duration patience) {

  private static final int MOST_PER_SECOND = 100_000;

  public ReconcileProperties {
    if (skusPerSecond < 1 || skusPerSecond > MOST_PER_SECOND) {
      throw new IllegalArgumentException(
          "skuline.reconcile.skus-per-second must be 1 to %d, is %d"
              .formatted(MOST_PER_SECOND, skusPerSecond));
    }
    requireSecondToDay("pause", pause);
    requireSecondToDay("patience", patience);
  }

  private static void requireSecondToDay(String name, Duration value) {
    if (value.compareTo(Duration.ofSeconds(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "skuline.reconcile.%s must be 1s to 1d, is %s".formatted(name, value));
    }
  }
}
