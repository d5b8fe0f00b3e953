package io.skuline.stack;

import java.time.Duration;

/**
 * How a stack is started.
 *
 * @param rocketmqPort the port of the RocketMQ proxy on 127.0.0.1; 0 takes a free one
 * @param redisPort the port of Redis; 0 takes a free one
 * @param databasePort the port of the database; 0 takes a free one
 * @param redisPersistence what Redis keeps over a kill
 * @param rocketmqHeapMegabytes the heap of the RocketMQ server; 512 are enough for tests
 * @param clientExpiry how long RocketMQ remembers a client that says nothing. One that stood still
 *     for longer is a stranger to it when it goes on, for minutes.
 * @param longLoad whether RocketMQ's JVM has the optimizing compiler and the parallel collector,
 *     which pay after minutes of load; without them it starts in half the time
 */
public record StackOptions(
    int rocketmqPort,
    int redisPort,
    int databasePort,
    RedisPersistence redisPersistence,
    int rocketmqHeapMegabytes,
    Duration clientExpiry,
    boolean longLoad) {

  public StackOptions {
    requirePort(rocketmqPort);
    requirePort(redisPort);
    requirePort(databasePort);
    if (rocketmqHeapMegabytes < 256) {
      throw new IllegalArgumentException(
          "RocketMQ needs a heap of at least 256 MB: " + rocketmqHeapMegabytes);
    }
  }

  /** Free ports, Redis synced once a second, 512 MB for RocketMQ, which soon forgets the dead. */
  public static StackOptions defaults() {
    return new StackOptions(0, 0, 0, RedisPersistence.EVERYSEC, 512, Duration.ofSeconds(30), false);
  }

  public StackOptions withPorts(int rocketmq, int redis, int database) {
    return new StackOptions(
        rocketmq, redis, database, redisPersistence, rocketmqHeapMegabytes, clientExpiry, longLoad);
  }

  public StackOptions withRedisPersistence(RedisPersistence persistence) {
    return new StackOptions(
        rocketmqPort,
        redisPort,
        databasePort,
        persistence,
        rocketmqHeapMegabytes,
        clientExpiry,
        longLoad);
  }

  public StackOptions withRocketmqHeapMegabytes(int megabytes) {
    return new StackOptions(
        rocketmqPort, redisPort, databasePort, redisPersistence, megabytes, clientExpiry, longLoad);
  }

  public StackOptions withClientExpiry(Duration expiry) {
    return new StackOptions(
        rocketmqPort,
        redisPort,
        databasePort,
        redisPersistence,
        rocketmqHeapMegabytes,
        expiry,
        longLoad);
  }

  public StackOptions forLongLoad() {
    return new StackOptions(
        rocketmqPort,
        redisPort,
        databasePort,
        redisPersistence,
        rocketmqHeapMegabytes,
        clientExpiry,
        true);
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }
}
