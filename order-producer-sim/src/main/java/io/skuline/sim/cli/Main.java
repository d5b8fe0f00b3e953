package io.skuline.sim.cli;

import io.skuline.access.BrokerAccess;
import io.skuline.client.PublisherOptions;
import io.skuline.client.SubscriberOptions;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.Environment;
import io.skuline.sim.cli.shared.Output;
import io.skuline.sim.simulation.Gateway;
import io.skuline.sim.simulation.RocketMqGateway;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts the command line. */
public final class Main {

  /**
   * The launcher sets this, because Java cannot find out whether the error stream is a terminal.
   */
  private static final String TERMINAL = "skuline.terminal";

  /** The same for the standard input. */
  private static final String KEYBOARD = "skuline.keyboard";

  /** A generous limit, because no buyer waits for a command. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  /** A reference that keeps the logger, because otherwise its level would be forgotten. */
  private static final Logger GRPC = Logger.getLogger("org.apache.rocketmq.shaded.io.grpc");

  private Main() {}

  public static void main(String[] arguments) {
    // Output is for programs, too, and must not depend on where they run.
    Locale.setDefault(Locale.ROOT);
    // A failure there arrives as an exception, whose message is shown.
    GRPC.setLevel(Level.OFF);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> System.err.printf("Thread %s has ended: %s%n", thread.getName(), e));
    boolean terminal = Boolean.getBoolean(TERMINAL);
    Environment around = new Environment.OfProcess(Boolean.getBoolean(KEYBOARD));
    Console console =
        new Console(
            System.in,
            Output.to(new FileOutputStream(FileDescriptor.out)),
            System.err,
            terminal,
            connection -> gateway(connection, around),
            InstantSource.system(),
            around);
    // The RocketMQ client leaves threads behind that would keep the process alive.
    System.exit(new Cli(console).run(arguments));
  }

  /** Returns the connection to the broker that a command names. */
  static Gateway gateway(ConnectionOptions connection, Environment around) {
    BrokerAccess access = connection.access(around);
    return new RocketMqGateway(
        PublisherOptions.of(connection.endpoints, "/skuline/command-line")
            .withTopic(connection.orderEvents)
            .withRequestTimeout(REQUEST_TIMEOUT)
            .withAccess(access),
        SubscriberOptions.of(connection.endpoints, connection.groupOr("skuline-sim"))
            .withTopic(connection.stockResults)
            .withRequestTimeout(REQUEST_TIMEOUT)
            .withAccess(access));
  }
}
