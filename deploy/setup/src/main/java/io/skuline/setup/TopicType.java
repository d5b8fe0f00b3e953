package io.skuline.setup;

/** The type of a RocketMQ topic; the broker refuses a message of another type. */
public enum TopicType {
  /** Messages are in no order. */
  NORMAL,
  /**
   * Messages of one message group are stored, and received by a FIFO group, in the order in which
   * they were sent.
   */
  FIFO,
  /** Each message becomes visible at its own time. */
  DELAY
}
