package io.skuline.stack.container;

import io.skuline.setup.BrokerLayout;
import io.skuline.stack.RedisPersistence;
import io.skuline.stack.Server;
import io.skuline.stack.Stack;
import io.skuline.stack.StackOptions;
import io.skuline.stack.container.ContainerServer.Stage;
import io.skuline.stack.process.JdbcAccess;
import io.skuline.stack.process.Ports;
import io.skuline.stack.process.Probes;
import io.skuline.stack.process.RedisOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/** The stack as containers of the public images, with ports on 127.0.0.1 only. */
public final class ContainerStack implements Stack {
  private final Network network = Network.newNetwork();
  private final RocketMqContainers rocketmq;
  private final ContainerServer redis;
  private final ContainerServer database;
  private final JdbcAccess access;

  private ContainerStack(StackOptions options) {
    this.rocketmq = new RocketMqContainers(network, options);
    this.redis = redis(Ports.orFree(options.redisPort()), options.redisPersistence());
    this.access =
        JdbcAccess.plain(
            Ports.orFree(options.databasePort()), "root", UUID.randomUUID().toString());
    this.database = database(access);
  }

  /**
   * Starts the containers, side by side.
   *
   * @throws io.skuline.stack.StackException if a server does not answer
   */
  public static ContainerStack start(StackOptions options) {
    Ports.requireFree(options.rocketmqPort(), options.redisPort(), options.databasePort());
    var stack = new ContainerStack(options);
    try {
      Stream.of(stack.rocketmq.server(), stack.redis, stack.database)
          .parallel()
          .forEach(ContainerServer::create);
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  @Override
  public String rocketmqEndpoints() {
    return "127.0.0.1:" + rocketmq().port();
  }

  @Override
  public String redisUrl() {
    return "redis://127.0.0.1:" + redis.port();
  }

  @Override
  public String jdbcUrl(String name) {
    return access.urlOfCreated(name);
  }

  @Override
  public String jdbcUser() {
    return access.user();
  }

  @Override
  public String jdbcPassword() {
    return access.password();
  }

  @Override
  public void create(BrokerLayout layout) {
    rocketmq.admin().create(layout);
  }

  @Override
  public void deleteTopic(String name) {
    rocketmq.admin().deleteTopic(name);
  }

  @Override
  public Server rocketmq() {
    return rocketmq.server();
  }

  @Override
  public Server redis() {
    return redis;
  }

  @Override
  public Server database() {
    return database;
  }

  @Override
  public void close() {
    Stream.<Runnable>of(rocketmq::remove, redis::remove, database::remove)
        .parallel()
        .forEach(Runnable::run);
    network.close();
  }

  private static ContainerServer redis(int port, RedisPersistence persistence) {
    var command = new ArrayList<>(List.of("redis-server"));
    command.addAll(RedisOptions.of(persistence));
    var container = new GenericContainer<>("redis:8.0").withCommand(command.toArray(String[]::new));
    container.setPortBindings(List.of("127.0.0.1:" + port + ":6379"));
    return new ContainerServer(
        "Redis", port, List.of(new Stage(List.of(container), () -> Probes.redis(port))));
  }

  private static ContainerServer database(JdbcAccess access) {
    var container =
        new GenericContainer<>("mysql:9.7")
            .withEnv("MYSQL_ROOT_PASSWORD", access.password())
            .withCommand(
                "mysqld",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--max-connections=300",
                "--innodb-buffer-pool-size=256M");
    container.setPortBindings(List.of("127.0.0.1:" + access.port() + ":3306"));
    return new ContainerServer(
        "MySQL",
        access.port(),
        List.of(new Stage(List.of(container), () -> Probes.database(access))));
  }
}
