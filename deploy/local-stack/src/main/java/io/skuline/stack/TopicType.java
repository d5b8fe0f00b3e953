package io.skuline.stack;

/** What a RocketMQ topic promises; the broker refuses a message of another type. */
public enum TopicType {
  /** No order. */
  NORMAL,
  /** Messages of one message group are stored, and read by a fifo group, in the order sent. */
  FIFO,
  /** Messages that become visible at a time of their own. */
  DELAY
}
