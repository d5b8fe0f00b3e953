package io.skuline.messaging;

import java.time.Duration;

/**
 * How a {@link ReceiveLoop} receives.
 *
 * @param most the most messages of one receive, 1 to 32 (the broker's own limit); they are of one
 *     queue
 * @param invisible how long the broker waits for the messages, at least 10 seconds
 * @param receives how many receives are under way at once; at least one for each broker, whatever
 *     this says. With 1, and one broker, nothing is received before the work is done.
 * @param together the most messages that are handled together, whatever number of receives brought
 *     them; at least {@code most}
 * @param collect only with one receive at once: after a receive of fewer than {@code most}
 *     messages, how long to wait from their arrival until more are received, so that messages that
 *     trickle in are handled together
 */
public record ReceiveOptions(
    int most, Duration invisible, int receives, int together, Duration collect) {

  /**
   * Returns options for one receive after the other, each as soon as the work on the one before it
   * is done.
   */
  public static ReceiveOptions of(int most, Duration invisible) {
    return new ReceiveOptions(most, invisible, 1, most, Duration.ZERO);
  }

  public ReceiveOptions collecting(Duration time) {
    return new ReceiveOptions(most, invisible, receives, together, time);
  }

  public ReceiveOptions atOnce(int count, int mostTogether) {
    return new ReceiveOptions(most, invisible, count, mostTogether, collect);
  }
}
