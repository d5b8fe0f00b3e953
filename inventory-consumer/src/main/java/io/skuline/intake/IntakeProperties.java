package io.skuline.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How order events are received.
 *
 * @param enabled whether events are received; without, an instance decides nothing, and does all
 *     the rest
 * @param lanes threads that each see one batch through at a time, 1 to 64; 0 is two per processor,
 *     at least 4 and at most 16. With more than the processors can serve, orders that trickle in
 *     are taken one by one, and a batch of one costs as many calls as a batch of 32.
 * @param batchSize most events a batch has, 1 to 32 (the broker's own limit)
 * @param invisible how long the broker waits for a batch before it hands it to somebody else, at
 *     least 10 seconds; renewed while work on the batch is held up
 * @param attempts how often a batch may fail, and not because something is unavailable, before its
 *     events are tried one by one and those at fault are set aside, 1 to 1000
 */
@ConfigurationProperties("skuline.intake")
public record IntakeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("0") int lanes,
    @DefaultValue("32") int batchSize,
    @DefaultValue("30s") Duration invisible,
    @DefaultValue("5") int attempts) {

  public IntakeProperties {
    require(lanes >= 0 && lanes <= 64, "lanes must be 0 to 64, is " + lanes);
    lanes = lanes == 0 ? lanesFor(Runtime.getRuntime().availableProcessors()) : lanes;
    require(batchSize >= 1 && batchSize <= 32, "batch-size must be 1 to 32, is " + batchSize);
    require(
        invisible.compareTo(Duration.ofSeconds(10)) >= 0,
        "invisible must be at least 10s, is " + invisible);
    require(attempts >= 1 && attempts <= 1000, "attempts must be 1 to 1000, is " + attempts);
  }

  static int lanesFor(int processors) {
    return Math.max(4, Math.min(16, 2 * processors));
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("skuline.intake." + problem);
    }
  }
}
