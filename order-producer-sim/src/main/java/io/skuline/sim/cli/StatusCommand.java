package io.skuline.sim.cli;

import io.skuline.sim.admin.RequestRefusedException;
import io.skuline.sim.admin.ServiceClient;
import io.skuline.sim.admin.ServiceState;
import io.skuline.sim.admin.UnreachableException;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Printable;
import io.skuline.sim.cli.shared.Values;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.json.JsonMapper;

/** Prints the state of each instance of the service. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows whether stock is open, fenced or being rebuilt, for each instance.",
    footer = "%nExit code 0 only if every instance is open; 1 if not, 3 if one does not answer.")
final class StatusCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "URL",
      description = "Addresses of the service's instances. Default: --service-url")
  private List<String> instances;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  @Mixin private ConnectionOptions connection;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<URI> asked =
        instances == null
            ? List.of(connection.serviceUrl())
            : instances.stream().map(StatusCommand::address).toList();
    Map<URI, ServiceState> states = new LinkedHashMap<>();
    Map<URI, String> silent = new LinkedHashMap<>();
    // All instances are asked at once, so several that do not answer take no longer than one.
    Map<URI, CompletableFuture<ServiceState>> answers = new LinkedHashMap<>();
    for (URI instance : asked) {
      answers.computeIfAbsent(
          instance,
          url ->
              CompletableFuture.supplyAsync(
                  () -> new ServiceClient(url).state(), work -> new Thread(work).start()));
    }
    answers.forEach(
        (instance, answer) -> {
          try {
            states.put(instance, answer.join());
          } catch (CompletionException e) {
            silent.put(instance, reason(instance, e.getCause()));
          }
        });
    if (json) {
      console.out().println(new JsonMapper().writeValueAsString(states));
    } else {
      print(asked, states);
    }
    silent.values().forEach(line -> console.err().println(Printable.of(line)));
    if (!silent.isEmpty()) {
      return ExitCode.UNREACHABLE;
    }
    boolean open = states.values().stream().allMatch(ServiceState::open);
    return open ? ExitCode.OK : ExitCode.VIOLATION;
  }

  private static URI address(String text) {
    try {
      return Values.address(text);
    } catch (TypeConversionException e) {
      throw new IllegalArgumentException("Wrong URL: " + e.getMessage(), e);
    }
  }

  private static String reason(URI instance, Throwable failure) {
    if (failure instanceof UnreachableException) {
      return failure.getMessage();
    }
    if (failure instanceof RequestRefusedException) {
      return "%s is no instance of the service: %s".formatted(instance, failure.getMessage());
    }
    throw new IllegalStateException(failure);
  }

  private void print(List<URI> asked, Map<URI, ServiceState> states) {
    int width = asked.stream().mapToInt(uri -> uri.toString().length()).max().orElse(8);
    String row = "%-" + Math.max(16, width) + "s  %-11s  %-8s  %5s  %-20s  %10s  %s%n";
    console.out().printf(row, "instance", "state", "engine", "epoch", "since", "ledger lag", "why");
    for (URI instance : asked) {
      ServiceState state = states.get(instance);
      if (state == null) {
        console.out().printf(row, instance, "no answer", "-", "-", "-", "-", "");
        continue;
      }
      console
          .out()
          .printf(
              row,
              instance,
              inWords(state.phase()),
              state.engine(),
              state.epoch(),
              seconds(state.since()),
              state.ledgerLagMillis() + " ms",
              why(state.reason(), state.rebuild()));
      state.partitions().stream()
          .filter(partition -> !partition.open())
          .forEach(
              partition ->
                  console
                      .out()
                      .printf(
                          row,
                          " partition " + partition.number(),
                          inWords(partition.phase()),
                          state.engine(),
                          partition.epoch(),
                          seconds(partition.since()),
                          "",
                          why(partition.reason(), partition.rebuild())));
    }
  }

  private static String inWords(String phase) {
    return phase.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static Instant seconds(String instant) {
    return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String why(String reason, ServiceState.Rebuild rebuild) {
    if (rebuild == null) {
      return reason;
    }
    return "%s; epoch %d, %s: %,d of %,d (%d %%)"
        .formatted(
            reason,
            rebuild.epoch(),
            rebuild.step().equals("copy") ? "copying SKUs" : "waiting for the ledger, groups",
            rebuild.done(),
            rebuild.total(),
            100 * rebuild.done() / Math.max(1, rebuild.total()));
  }
}
