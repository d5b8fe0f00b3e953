package io.skuline.messaging;

import java.time.Duration;

/**
 * How a {@link ReceiveLoop} receives.
 *
 * @param most messages of one receive, 1 to 32 (the broker's own limit); they are of one queue
 * @param invisible how long the broker waits for them, at least 10 seconds
 * @param receives how many are under way at once. With 1, nothing is received before the work is
 *     done.
 * @param together most messages that are worked on together, whatever number of receives brought
 *     them; at least {@code most}
 * @param collect with one receive at once: after fewer than {@code most} messages, how long from
 *     their arrival until more are received, so that messages that trickle in are worked on
 *     together
 */
public record ReceiveOptions(
    int most, Duration invisible, int receives, int together, Duration collect) {

  /** One receive after the other, each as soon as the work on the one before it is done. */
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
