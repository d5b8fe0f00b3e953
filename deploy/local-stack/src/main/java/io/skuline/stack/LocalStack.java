package io.skuline.stack;

import io.skuline.setup.BrokerLayout;
import io.skuline.stack.process.DatabaseProcess;
import io.skuline.stack.process.LocalServer;
import io.skuline.stack.process.Ports;
import io.skuline.stack.process.RedisProcess;
import io.skuline.stack.process.RocketMqAdmin;
import io.skuline.stack.process.RocketMqProcess;
import io.skuline.stack.process.SecondBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The stack as processes of this machine: RocketMQ from the jars in the Maven repository, Redis and
 * the database from the PATH or else from Maven artifacts.
 */
public final class LocalStack implements Stack {
  private final RocketMqProcess rocketmq;
  private final RedisProcess redis;
  private final DatabaseProcess database;
  private final Optional<SecondBroker> secondBroker;
  private final Optional<StackAccess> access;

  private LocalStack(
      RocketMqProcess rocketmq,
      RedisProcess redis,
      DatabaseProcess database,
      Optional<SecondBroker> secondBroker,
      Optional<StackAccess> access) {
    this.rocketmq = rocketmq;
    this.redis = redis;
    this.database = database;
    this.secondBroker = secondBroker;
    this.access = access;
  }

  /** Starts a stack without reporting progress. */
  public static LocalStack start(StackOptions options) {
    return start(options, line -> {});
  }

  /**
   * Starts the three servers side by side.
   *
   * @param progress receives a line for each server that is up, from several threads
   * @throws StackException if a server does not start; the others are ended then
   */
  public static LocalStack start(StackOptions options, Consumer<String> progress) {
    Ports.requireFree(options.rocketmqPort(), options.redisPort(), options.databasePort());
    var redis = async(progress, () -> RedisProcess.start(options));
    var rocketmq = async(progress, () -> RocketMqProcess.start(options));
    var database = async(progress, () -> DatabaseProcess.start(options));
    var second =
        options.secondBroker()
            ? rocketmq.thenCompose(first -> second(progress, first, options))
            : CompletableFuture.completedFuture(Optional.<SecondBroker>empty());
    try {
      return new LocalStack(
          rocketmq.join(), redis.join(), database.join(), second.join(), options.access());
    } catch (CompletionException e) {
      for (var server : List.of(redis, rocketmq, database)) {
        server.thenAccept(LocalServer::close).exceptionally(failure -> null).join();
      }
      throw new StackException("The stack did not start: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public String rocketmqEndpoints() {
    return "127.0.0.1:" + rocketmq.port();
  }

  @Override
  public String redisUrl() {
    return (access.isPresent() ? "rediss" : "redis") + "://127.0.0.1:" + redis.port();
  }

  @Override
  public String jdbcUrl(String name) {
    return database.access().urlOfCreated(name);
  }

  @Override
  public String jdbcUser() {
    return database.access().user();
  }

  @Override
  public String jdbcPassword() {
    return database.access().password();
  }

  @Override
  public void create(BrokerLayout layout) {
    rocketmq.admin().create(layout);
    secondBroker.ifPresent(broker -> broker.admin().create(layout));
  }

  @Override
  public void deleteTopic(String name) {
    rocketmq.admin().deleteTopic(name);
    secondBroker.ifPresent(broker -> broker.admin().deleteTopic(name));
  }

  @Override
  public Server rocketmq() {
    return rocketmq;
  }

  @Override
  public Server redis() {
    return redis;
  }

  @Override
  public Server database() {
    return database;
  }

  /**
   * Returns the broker beside the one of {@link #rocketmq()}; see {@link
   * StackOptions#withSecondBroker}.
   */
  public Server secondBroker() {
    return secondBroker.orElseThrow();
  }

  /** Returns the address of RocketMQ's name server. */
  public String nameServerAddress() {
    return rocketmq.nameServerAddress();
  }

  /** Returns RocketMQ's administration, also of users and their rights. */
  public RocketMqAdmin rocketmqAdmin() {
    return rocketmq.admin();
  }

  @Override
  public void close() {
    var servers = new ArrayList<LocalServer>(List.of(rocketmq, redis, database));
    secondBroker.ifPresent(servers::add);
    servers.forEach(LocalServer::closeSoon);
    servers.forEach(LocalServer::close);
  }

  private static CompletableFuture<Optional<SecondBroker>> second(
      Consumer<String> progress, RocketMqProcess first, StackOptions options) {
    return async(progress, () -> SecondBroker.start(first, options)).thenApply(Optional::of);
  }

  private static <T extends LocalServer> CompletableFuture<T> async(
      Consumer<String> progress, Supplier<T> start) {
    Supplier<T> timed =
        () -> {
          long begin = System.nanoTime();
          T server = start.get();
          double seconds = (System.nanoTime() - begin) / 1e9;
          progress.accept("%s, up after %.1f s".formatted(server, seconds));
          return server;
        };
    return CompletableFuture.supplyAsync(timed, LocalStack::runInDaemon);
  }

  private static void runInDaemon(Runnable work) {
    var thread = new Thread(work, "stack-start");
    thread.setDaemon(true);
    thread.start();
  }
}
