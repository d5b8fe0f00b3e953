package io.skuline.stack;

import io.skuline.setup.BrokerLayout;
import io.skuline.setup.NeededGroup;
import io.skuline.setup.NeededTopic;
import io.skuline.setup.TopicType;
import java.util.List;

/**
 * A running RocketMQ (name server, broker, proxy), Redis and SQL database on 127.0.0.1. Nothing of
 * it outlives {@link #close()} or the JVM that started it, even if that JVM is killed.
 */
public interface Stack extends AutoCloseable {
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
   * Creates topics and groups, and returns when clients can find the topics. Groups that exist are
   * changed.
   *
   * @throws StackException if RocketMQ refuses it, or has a topic of another type
   */
  void create(BrokerLayout layout);

  /** Creates a topic, and returns when clients can find it. */
  default void createTopic(String name, TopicType type) {
    create(new BrokerLayout(List.of(new NeededTopic(name, type)), List.of()));
  }

  /** Deletes a topic and its messages. */
  void deleteTopic(String name);

  /** Creates a consumer group, or changes it. */
  default void createGroup(NeededGroup group) {
    create(new BrokerLayout(List.of(), List.of(group)));
  }

  /**
   * Creates a consumer group. A FIFO group practically never loses a message to its dead-letter
   * queue.
   */
  default void createGroup(String name, boolean fifo) {
    createGroup(fifo ? NeededGroup.fifo(name) : NeededGroup.concurrent(name));
  }

  Server rocketmq();

  Server redis();

  Server database();

  /** Ends all servers at once and removes their data; safe to call twice. */
  @Override
  void close();
}
