package io.skuline.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How order events are received.
 *
 * @param enabled whether events are received; without, an instance decides nothing, and does all
 *     the rest
 * @param lanes threads that each see one batch through at a time, 1 to 64; 0 is one per processor,
 *     at least 2 and at most 16. What arrives while a lane is busy is its next batch: the fewer
 *     lanes, the larger the batches, and a batch of one costs as many calls as a batch of 128.
 * @param receives how many receives a lane has under way, 1 to 64; what they bring while it is
 *     busy, up to 128 events, is its next batch. 0 is as many as make 16 of all lanes: a receive
 *     brings events of one queue, so there should be as many as there are queues
 * @param batchSize most events of one receive, 1 to 32 (the broker's own limit)
 * @param invisible how long the broker waits for events before it hands them to somebody else, 10
 *     seconds to 12 hours (the broker's own limits); renewed while work on the batch is held up
 * @param attempts how often a batch may fail, and not because something is unavailable, before its
 *     events are tried one by one and those at fault are set aside, 1 to 1000
 */
@ConfigurationProperties("skuline.intake")
public record IntakeProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("0") int lanes,
    @DefaultValue("0") int receives,
    @DefaultValue("32") int batchSize,
    @DefaultValue("30s") Duration invisible,
    @DefaultValue("5") int attempts) {

  public IntakeProperties {
    require(lanes >= 0 && lanes <= 64, "lanes must be 0 to 64, is " + lanes);
    lanes = lanes == 0 ? lanesFor(Runtime.getRuntime().availableProcessors()) : lanes;
    require(receives >= 0 && receives <= 64, "receives must be 0 to 64, is " + receives);
    receives = receives == 0 ? receivesFor(lanes) : receives;
    require(batchSize >= 1 && batchSize <= 32, "batch-size must be 1 to 32, is " + batchSize);
    require(
        invisible.compareTo(Duration.ofSeconds(10)) >= 0
            && invisible.compareTo(Duration.ofHours(12)) <= 0,
        "invisible must be 10s to 12h, is " + invisible);
    require(attempts >= 1 && attempts <= 1000, "attempts must be 1 to 1000, is " + attempts);
  }

  private static final int ALL_RECEIVES = 16;

  static int lanesFor(int processors) {
    return Math.max(2, Math.min(16, processors));
  }

  static int receivesFor(int lanes) {
    return Math.max(1, ALL_RECEIVES / lanes);
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("skuline.intake." + problem);
    }
  }
}
