package io.skuline.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How order events are received.
 *
 * @param enabled Whether this instance receives order events. Without them it decides nothing, and
 *     does everything else.
 * @param lanes Number of intake workers, 1 to 64; each handles one batch at a time. 0 means one per
 *     processor, at least 2 and at most 16. Fewer workers make larger batches, and a batch of one
 *     event costs as many calls as a batch of 128.
 * @param receives Number of receive requests that each worker has open, 1 to 64. What they bring
 *     while the worker is busy, up to 128 events, is its next batch. 0 means that all workers have
 *     16 together: one request brings events of one queue, so there should be as many requests as
 *     the topic has queues.
 * @param batchSize Most events of one receive request, 1 to 32 (the broker's own limit).
 * @param invisible Time after which the broker delivers received events to another instance, 10
 *     seconds to 12 hours (the broker's own limits). It is renewed while a batch is held up.
 * @param attempts Number of times that a batch may fail, 1 to 1000, failures of unavailable servers
 *     not counted. After them its events are tried one by one, and those that fail are parked as
 *     dead letters.
 * @param fencePatience Time for which events wait, with their queues, for a closed partition of the
 *     stock while others are open, 0 seconds to 1 hour. After it such events are parked as {@code
 *     FENCED}, and are replayed when the partition is open again. While all partitions are closed,
 *     events always wait in their queues.
 */
@ConfigurationProperties("skuline.intake")
public record IntakeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("0") int lanes,
    @DefaultValue("0") int receives,
    @DefaultValue("32") int batchSize,
    @DefaultValue("30s") Duration invisible,
    @DefaultValue("5") int attempts,
    @DefaultValue("2s") Duration fencePatience) {

  public IntakeProperties {
    Assert.isTrue(lanes >= 0 && lanes <= 64, "skuline.intake.lanes must be 0 to 64, is " + lanes);
    lanes = lanes == 0 ? lanesFor(Runtime.getRuntime().availableProcessors()) : lanes;
    Assert.isTrue(
        receives >= 0 && receives <= 64, "skuline.intake.receives must be 0 to 64, is " + receives);
    receives = receives == 0 ? receivesFor(lanes) : receives;
    Assert.isTrue(
        batchSize >= 1 && batchSize <= 32,
        "skuline.intake.batch-size must be 1 to 32, is " + batchSize);
    Assert.isTrue(
        invisible.compareTo(Duration.ofSeconds(10)) >= 0
            && invisible.compareTo(Duration.ofHours(12)) <= 0,
        "skuline.intake.invisible must be 10s to 12h, is " + invisible);
    Assert.isTrue(
        !fencePatience.isNegative() && fencePatience.compareTo(Duration.ofHours(1)) <= 0,
        "skuline.intake.fence-patience must be 0s to 1h, is " + fencePatience);
    Assert.isTrue(
        attempts >= 1 && attempts <= 1000,
        "skuline.intake.attempts must be 1 to 1000, is " + attempts);
  }

  static int lanesFor(int processors) {
    return Math.max(2, Math.min(16, processors));
  }

  static int receivesFor(int lanes) {
    return Math.max(1, 16 / lanes);
  }
}
