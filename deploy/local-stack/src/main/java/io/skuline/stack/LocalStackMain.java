package io.skuline.stack;

import io.skuline.setup.BrokerLayout;
import io.skuline.stack.process.RedisCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a stack with the default topics, groups and database until it is told to end. */
@Command(
    name = "run.sh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Starts RocketMQ, Redis and a database on 127.0.0.1 and keeps them until Ctrl-C. "
            + "Their data is gone afterwards.")
public final class LocalStackMain implements Callable<Integer> {
  @Option(names = "--rocketmq-port", description = "of the proxy; 0, the default, takes a free one")
  private int rocketmqPort;

  @Option(names = "--redis-port", description = "0, the default, takes a free one")
  private int redisPort;

  @Option(names = "--database-port", description = "0, the default, takes a free one")
  private int databasePort;

  @Option(
      names = "--redis-persistence",
      defaultValue = "none",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private RedisPersistence redisPersistence;

  @Option(
      names = "--redis-cluster",
      paramLabel = "MASTERS",
      description =
          "starts a Redis Cluster, too, and has programs use it: 3 or more masters; "
              + "0, the default, starts none")
  private int redisMasters;

  @Option(
      names = "--replicas",
      defaultValue = "1",
      description = "of each master of the cluster, 0 to 3 (default: ${DEFAULT-VALUE})")
  private int redisReplicas;

  @Option(
      names = "--brokers",
      defaultValue = "1",
      description = "of RocketMQ, over which topics are spread: 1 or 2 (default: ${DEFAULT-VALUE})")
  private int brokers;

  @Option(
      names = "--rocketmq-heap",
      defaultValue = "512",
      description = "in megabytes (default: ${DEFAULT-VALUE})")
  private int rocketmqHeapMegabytes;

  @Option(
      names = "--env-file",
      description = "written when all is up: addresses and password as lines to source")
  private Path envFile;

  @Option(names = "--until-eof", description = "ends also when standard input does")
  private boolean untilEof;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  public static void main(String[] args) {
    var command = new CommandLine(new LocalStackMain());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getErr().println(failure.getMessage());
          return 1;
        });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    require(redisMasters == 0 || redisMasters >= 3, "--redis-cluster needs 3 masters or more");
    require(redisReplicas >= 0 && redisReplicas <= 3, "--replicas must be 0 to 3");
    require(brokers == 1 || brokers == 2, "--brokers must be 1 or 2");
    out.println("Starting RocketMQ, Redis and a database; the first time takes some seconds more.");
    var options =
        StackOptions.defaults()
            .withPorts(rocketmqPort, redisPort, databasePort)
            .withRedisPersistence(redisPersistence)
            .withRocketmqHeapMegabytes(rocketmqHeapMegabytes);
    if (brokers == 2) {
      options = options.withSecondBroker();
    }
    try (var stack = LocalStack.start(options, out::println);
        var cluster = startCluster()) {
      // On a signal, the JVM runs this and not the rest of the method.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, cluster), "stack-end"));
      stack.create(BrokerLayout.defaults());
      var addresses = EnvFile.of(stack, cluster);
      if (envFile != null) {
        addresses.writeTo(envFile);
      }
      out.print(addresses.withoutPassword());
      out.println("Ready. Ctrl-C ends it.");
      awaitEnd();
    } finally {
      deleteEnvFile();
    }
    return 0;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new StackException(otherwise);
    }
  }

  /** Returns the cluster; null if none is wanted. */
  private @Nullable RedisCluster startCluster() {
    if (redisMasters == 0) {
      return null;
    }
    RedisCluster cluster = RedisCluster.start(redisMasters, redisReplicas, redisPersistence);
    out.printf("A Redis Cluster of %d masters and their replicas is up.%n", redisMasters);
    return cluster;
  }

  private void end(Stack stack, @Nullable RedisCluster cluster) {
    deleteEnvFile();
    if (cluster != null) {
      cluster.close();
    }
    stack.close();
  }

  private void awaitEnd() throws IOException, InterruptedException {
    if (untilEof) {
      System.in.transferTo(OutputStream.nullOutputStream());
    } else {
      new CountDownLatch(1).await(); // for ever: a signal ends the JVM
    }
  }

  private void deleteEnvFile() {
    if (envFile != null) {
      envFile.toFile().delete();
    }
  }
}
