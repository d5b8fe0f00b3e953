package io.skuline.stack;

/**
 * How a stack is started.
 *
 * @param rocketmqPort the port of the RocketMQ proxy on 127.0.0.1; 0 takes a free one
 * @param redisPort the port of Redis; 0 takes a free one
 * @param databasePort the port of the database; 0 takes a free one
 * @param redisPersistence what Redis keeps over a kill
 * @param rocketmqHeapMegabytes the heap of the RocketMQ server; 512 are enough for tests
 */
public record StackOptions(
    int rocketmqPort,
    int redisPort,
    int databasePort,
    RedisPersistence redisPersistence,
    int rocketmqHeapMegabytes) {

  public StackOptions {
    requirePort(rocketmqPort);
    requirePort(redisPort);
    requirePort(databasePort);
    if (rocketmqHeapMegabytes < 256) {
      throw new IllegalArgumentException(
          "RocketMQ needs a heap of at least 256 MB: " + rocketmqHeapMegabytes);
    }
  }

  /** Free ports, Redis synced once a second, 512 MB for RocketMQ. */
  public static StackOptions defaults() {
    return new StackOptions(0, 0, 0, RedisPersistence.EVERYSEC, 512);
  }

  public StackOptions withPorts(int rocketmq, int redis, int database) {
    return new StackOptions(rocketmq, redis, database, redisPersistence, rocketmqHeapMegabytes);
  }

  public StackOptions withRedisPersistence(RedisPersistence persistence) {
    return new StackOptions(
        rocketmqPort, redisPort, databasePort, persistence, rocketmqHeapMegabytes);
  }

  public StackOptions withRocketmqHeapMegabytes(int megabytes) {
    return new StackOptions(rocketmqPort, redisPort, databasePort, redisPersistence, megabytes);
  }

  private static void requirePort(int port) {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }
}
