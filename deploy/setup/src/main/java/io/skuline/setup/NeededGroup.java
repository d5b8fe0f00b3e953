package io.skuline.setup;

/**
 * A consumer group that must exist.
 *
 * @param fifo whether the group receives the messages of a message group one after the other
 * @param retries how often, at least, RocketMQ delivers a message again before it moves the message
 *     to {@code %DLQ%<name>}
 */
public record NeededGroup(String name, boolean fifo, int retries) {
  /** RocketMQ's own number of retries. */
  public static final int RETRIES = 16;

  /** So many retries that no outage uses them up. */
  public static final int FIFO_RETRIES = 10_000;

  /**
   * Returns a group that receives in order. Practically, it never loses a message to its
   * dead-letter queue, because everything behind that message would have overtaken it.
   */
  public static NeededGroup fifo(String name) {
    return new NeededGroup(name, true, FIFO_RETRIES);
  }

  /** Returns a group that receives in no order. */
  public static NeededGroup concurrent(String name) {
    return new NeededGroup(name, false, RETRIES);
  }
}
