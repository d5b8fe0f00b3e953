package io.skuline.sim.cli;

import io.skuline.event.StockResult;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Output;
import io.skuline.sim.simulation.Gateway;
import io.skuline.wire.EventCodec;
import io.skuline.wire.ResultType;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints results as they arrive. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Subscribes to the results and prints one line for each, until Ctrl-C.")
final class WatchCommand implements Callable<Integer> {

  private final Console console;
  private final EventCodec codec = new EventCodec();

  @Option(names = "--json", description = "Print the bodies of the results as they are published.")
  private boolean json;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these types, for example DeductionConfirmed,DeductionRejected.")
  private List<String> types;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "0",
      description = "Stop after this many results. Default: never")
  private long count;

  @Mixin private ConnectionOptions connection;

  private long printed;

  WatchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    Set<ResultType> wanted = wanted();
    if (count < 0) {
      throw new IllegalArgumentException("--count must not be negative, is " + count);
    }
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Output.FailedException> failure = new AtomicReference<>();
    connection.group = connection.groupOr("skuline-watch");
    try (Gateway gateway = console.gateways().apply(connection)) {
      gateway.subscribe(
          result -> {
            try {
              if (wanted.contains(ResultType.of(result)) && !print(result)) {
                done.countDown();
              }
            } catch (Output.FailedException e) {
              // The result counts as not received, so the next subscriber gets it.
              failure.compareAndSet(null, e);
              done.countDown();
              throw e;
            }
          });
      console.err().println("Watching " + connection.stockResults + " as " + connection.group);
      done.await();
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    return ExitCode.OK;
  }

  private Set<ResultType> wanted() {
    if (types == null) {
      return EnumSet.allOf(ResultType.class);
    }
    Set<ResultType> wanted = EnumSet.noneOf(ResultType.class);
    for (String type : types) {
      wanted.add(
          ResultType.named(type.strip())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "No type \"%s\". There are: %s"
                              .formatted(
                                  type.strip(),
                                  EnumSet.allOf(ResultType.class).stream()
                                      .map(ResultType::wireName)
                                      .toList()))));
    }
    return wanted;
  }

  /** Prints a result. Returns whether more results are wanted. */
  private synchronized boolean print(StockResult result) {
    if (count > 0 && printed >= count) {
      return false;
    }
    PrintStream out = console.out();
    out.println(
        json ? new String(codec.encode(result), StandardCharsets.UTF_8) : ResultLine.of(result));
    out.flush();
    printed++;
    return count == 0 || printed < count;
  }
}
