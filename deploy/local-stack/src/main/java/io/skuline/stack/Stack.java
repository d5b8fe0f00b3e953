package io.skuline.stack;

/**
 * A running RocketMQ (name server, broker, proxy), Redis and SQL database on 127.0.0.1. Nothing of
 * it outlives {@link #close()} or the JVM that started it, even if that JVM is killed.
 */
public interface Stack extends AutoCloseable {
  /**
   * How often RocketMQ delivers a message to a FIFO group before it moves the message to the
   * group's dead-letter queue. The number is so high that no outage uses it up.
   */
  int FIFO_DELIVERIES = 10_000;

  /** RocketMQ's own number of deliveries for other groups. */
  int DELIVERIES = 16;

  /** The number of queues of a topic. */
  int QUEUES = 16;

  /**
   * Returns the endpoints of RocketMQ, as a RocketMQ 5 client takes them: {@code 127.0.0.1:port} of
   * the proxy.
   */
  String rocketmqEndpoints();

  /** Returns the address of Redis, {@code redis://127.0.0.1:port}. */
  String redisUrl();

  /**
   * Returns a URL for mysql-connector-j, with the options that batched writes need. Creates the
   * database if it is missing.
   *
   * @param database letters, digits and underscores, at most 64
   */
  String jdbcUrl(String database);

  /** Returns the database user, who has all rights. */
  String jdbcUser();

  /** Returns the password of the user, which is made for this stack. */
  String jdbcPassword();

  /**
   * Creates a topic of {@link #QUEUES} queues, or changes it, and returns when clients can find it.
   */
  void createTopic(String name, TopicType type);

  /** Deletes a topic and its messages. */
  void deleteTopic(String name);

  /**
   * Creates a consumer group, or changes it.
   *
   * @param fifo whether the group receives the messages of a message group one after the other
   * @param maxDeliveries the number of deliveries after which RocketMQ moves a message to {@code
   *     %DLQ%<name>}
   */
  void createGroup(String name, boolean fifo, int maxDeliveries);

  /**
   * Creates a consumer group. A FIFO group practically never loses a message to its dead-letter
   * queue.
   */
  default void createGroup(String name, boolean fifo) {
    createGroup(name, fifo, fifo ? FIFO_DELIVERIES : DELIVERIES);
  }

  /** Creates the topics and groups that Skuline uses by default. */
  default void createDefaults() {
    createTopic("order-events", TopicType.FIFO);
    createTopic("stock-journal", TopicType.FIFO);
    createTopic("stock-results", TopicType.NORMAL);
    createTopic("stock-dead-letters", TopicType.NORMAL);
    createGroup("skuline-intake", true);
    createGroup("skuline-ledger", true);
    createGroup("skuline-dead-letters", false);
    createGroup("skuline-watch", false);
    createGroup("skuline-sim", false);
  }

  Server rocketmq();

  Server redis();

  Server database();

  /** Ends all servers at once and removes their data; safe to call twice. */
  @Override
  void close();
}
