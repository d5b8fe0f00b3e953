package io.skuline.stack;

import io.skuline.setup.BrokerLayout;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
      defaultValue = "everysec",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private RedisPersistence redisPersistence;

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
    out.println("Starting RocketMQ, Redis and a database; the first time takes some seconds more.");
    var options =
        StackOptions.defaults()
            .withPorts(rocketmqPort, redisPort, databasePort)
            .withRedisPersistence(redisPersistence)
            .withRocketmqHeapMegabytes(rocketmqHeapMegabytes);
    try (var stack = LocalStack.start(options, out::println)) {
      // On a signal, the JVM runs this and not the rest of the method.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack), "stack-end"));
      stack.create(BrokerLayout.defaults());
      var addresses = EnvFile.of(stack);
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

  private void end(Stack stack) {
    deleteEnvFile();
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
