package io.skuline.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of a stack.
 *
 * @param rocketmqPort the port of the RocketMQ proxy on 127.0.0.1; 0 takes a free one
 * @param redisPort the port of Redis; 0 takes a free one
 * @param databasePort the port of the database; 0 takes a free one
 * @param redisPersistence what Redis keeps over a kill
 * @param rocketmqHeapMegabytes the heap of the RocketMQ server; 512 are enough for tests
 * @param clientExpiry how long RocketMQ remembers a silent client. A client that stood still for
 *     longer is unknown to RocketMQ when it goes on, for minutes.
 * @param longLoad whether RocketMQ's JVM has the optimizing compiler and the parallel collector.
 *     They pay off after minutes of load; without them the server starts in half the time.
 * @param secondBroker whether topics are spread over two brokers; only for a {@link LocalStack}
 * @param access the certificate and credentials if all servers require TLS and credentials; only
 *     for a {@link LocalStack} without a second broker
 * @param sharedRocketmq the folder in which JVMs that run side by side find the RocketMQ that they
 *     share; only for a {@link LocalStack} of free ports
 */
public record StackOptions(
    int rocketmqPort,
    int redisPort,
    int databasePort,
    RedisPersistence redisPersistence,
    int rocketmqHeapMegabytes,
    Duration clientExpiry,
    boolean longLoad,
    boolean secondBroker,
    Optional<StackAccess> access,
    Optional<Path> sharedRocketmq) {

  public StackOptions {
    requirePort(rocketmqPort);
    requirePort(redisPort);
    requirePort(databasePort);
    if (rocketmqHeapMegabytes < 256) {
      throw new IllegalArgumentException(
          "RocketMQ needs a heap of at least 256 MB: " + rocketmqHeapMegabytes);
    }
    if (secondBroker && access.isPresent()) {
      throw new IllegalArgumentException("the second broker supports neither TLS nor credentials");
    }
    if (sharedRocketmq.isPresent()
        && (secondBroker || access.isPresent() || rocketmqPort != 0 || longLoad)) {
      throw new IllegalArgumentException("a shared RocketMQ is a plain one on a free port");
    }
  }

  /**
   * Returns the default options: free ports, Redis without files, and 512 MB for RocketMQ, which
   * soon forgets clients that are gone.
   */
  public static StackOptions defaults() {
    return new StackOptions(
        0,
        0,
        0,
        RedisPersistence.NONE,
        512,
        Duration.ofSeconds(30),
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  public StackOptions withPorts(int rocketmq, int redis, int database) {
    return new StackOptions(
        rocketmq,
        redis,
        database,
        redisPersistence,
        rocketmqHeapMegabytes,
        clientExpiry,
        longLoad,
        secondBroker,
        access,
        sharedRocketmq);
  }

  public StackOptions withRedisPersistence(RedisPersistence persistence) {
    return with(persistence, rocketmqHeapMegabytes, clientExpiry, longLoad, secondBroker);
  }

  public StackOptions withRocketmqHeapMegabytes(int megabytes) {
    return with(redisPersistence, megabytes, clientExpiry, longLoad, secondBroker);
  }

  public StackOptions withClientExpiry(Duration expiry) {
    return with(redisPersistence, rocketmqHeapMegabytes, expiry, longLoad, secondBroker);
  }

  public StackOptions forLongLoad() {
    return with(redisPersistence, rocketmqHeapMegabytes, clientExpiry, true, secondBroker);
  }

  public StackOptions withSecondBroker() {
    return with(redisPersistence, rocketmqHeapMegabytes, clientExpiry, longLoad, true);
  }

  /** Returns the same options, with a RocketMQ that other JVMs use as well. */
  public StackOptions withSharedRocketmq(Path folder) {
    return new StackOptions(
        rocketmqPort,
        redisPort,
        databasePort,
        redisPersistence,
        rocketmqHeapMegabytes,
        clientExpiry,
        longLoad,
        secondBroker,
        access,
        Optional.of(folder));
  }

  /** Returns the same options, with servers that all require TLS and credentials. */
  public StackOptions withAccessControl() {
    return new StackOptions(
        rocketmqPort,
        redisPort,
        databasePort,
        redisPersistence,
        rocketmqHeapMegabytes,
        clientExpiry,
        longLoad,
        secondBroker,
        Optional.of(StackAccess.closed()),
        sharedRocketmq);
  }

  private StackOptions with(
      RedisPersistence persistence, int megabytes, Duration expiry, boolean load, boolean second) {
    return new StackOptions(
        rocketmqPort,
        redisPort,
        databasePort,
        persistence,
        megabytes,
        expiry,
        load,
        second,
        access,
        sharedRocketmq);
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }
}
