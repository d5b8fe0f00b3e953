package io.skuline.setup;

/**
 * A topic that must exist.
 *
 * @param queues how many queues it gets if it is created. A topic that exists keeps its own number,
 *     because another number would put the messages of a message group into another queue.
 */
public record NeededTopic(String name, TopicType type, int queues) {
  /** The usual number of queues. */
  public static final int QUEUES = 16;

  public NeededTopic(String name, TopicType type) {
    this(name, type, QUEUES);
  }
}
