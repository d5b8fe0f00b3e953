package io.skuline.stack;

/**
 * A running RocketMQ (name server, broker, proxy), Redis and SQL database on 127.0.0.1. Nothing of
 * it outlives {@link #close()} or the JVM that started it, even if that JVM is killed.
 */
public interface Stack extends AutoCloseable {
  /**
   * How often a fifo group is given a message before RocketMQ sets it aside: an outage burns none.
   */
  int FIFO_DELIVERIES = 10_000;

  /** RocketMQ's own default for other groups. */
  int DELIVERIES = 16;

  /** Queues of a topic. */
  int QUEUES = 16;

  /** What a RocketMQ 5 client calls its endpoints: {@code 127.0.0.1:port} of the proxy. */
  String rocketmqEndpoints();

  /** {@code redis://127.0.0.1:port}. */
  String redisUrl();

  /**
   * A URL for mysql-connector-j with the options that batched writes want; creates the database if
   * it is missing.
   *
   * @param database letters, digits and underscores, at most 64
   */
  String jdbcUrl(String database);

  /** A user who may do everything. */
  String jdbcUser();

  /** A password made up for this stack. */
  String jdbcPassword();

  /**
   * Creates a topic of {@link #QUEUES} queues, or changes it, and returns when clients can find it.
   */
  void createTopic(String name, TopicType type);

  /** Forgets a topic and its messages. */
  void deleteTopic(String name);

  /**
   * Creates a consumer group, or changes it.
   *
   * @param fifo whether it gets the messages of a message group one after the other
   * @param maxDeliveries after how many deliveries RocketMQ moves a message to {@code %DLQ%<name>}
   */
  void createGroup(String name, boolean fifo, int maxDeliveries);

  /** Creates a consumer group; a fifo one is practically never robbed of a message. */
  default void createGroup(String name, boolean fifo) {
    createGroup(name, fifo, fifo ? FIFO_DELIVERIES : DELIVERIES);
  }

  /** Creates the topics and groups that Skuline uses when nothing else is configured. */
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
