package io.skuline.sim.cli.simulate;

import io.skuline.event.StockAdjusted;
import io.skuline.sim.cli.shared.CheckOptions;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.Verdict;
import io.skuline.sim.cli.shared.WaitOptions;
import io.skuline.sim.simulation.Gateway;
import io.skuline.sim.simulation.InOrder;
import io.skuline.sim.simulation.RunResult;
import io.skuline.sim.simulation.SaleReport;
import io.skuline.sim.simulation.SimulationRun;
import io.skuline.sim.workload.Demand;
import io.skuline.sim.workload.OutgoingMessage;
import io.skuline.sim.workload.RunId;
import io.skuline.sim.workload.Scenario;
import io.skuline.sim.workload.ScenarioName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a scenario and checks that everything adds up. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Plays a scenario with stock and orders of its own, and checks that everything adds up.",
      "Runs do not disturb each other: every id begins with the id of its run."
    })
public final class SimulateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "flash-sale",
      description = {
        "flash-sale: many buyers, a few hot SKUs, more demand than stock. The default.",
        "steady: many SKUs, and stock for nearly every order.",
        "carts: only carts of 2 to 8 lines, over few and scarce SKUs.",
        "returns: cancellations, some before their order, and valid and invalid returns.",
        "duplicates: every message 1 to 5 times, the messages of an order in any order.",
        "poison: orders among malformed bodies, which must become dead letters. Nobody else may"
            + " publish such bodies meanwhile, and --service-url must be the only instance."
      })
  private String scenario;

  @Option(
      names = "--orders",
      split = ",",
      paramLabel = "N",
      defaultValue = "20000",
      description = {
        "Number of orders of the sale; several numbers are sales one after the other.",
        "Default: ${DEFAULT-VALUE}"
      })
  private List<Integer> orders;

  @Option(
      names = "--rate",
      split = ",",
      paramLabel = "PER_SECOND",
      defaultValue = "0",
      description = {
        "Orders to publish a second, 0 for as fast as possible; several are sales one after the"
            + " other.",
        "The time of an answer counts from when its order was due, published in time or not.",
        "Default: ${DEFAULT-VALUE}"
      })
  private List<Double> rates;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Warm up with this many orders first, and report them apart: a service that has just"
              + " started is slow. If the first sale has a --rate, half of them are published at"
              + " twice that rate, the others as fast as possible. Default: none")
  private int warmUp;

  @Option(
      names = "--skus",
      paramLabel = "N",
      description = "Number of SKUs. Default: by the scenario")
  private Integer skusOrUsual;

  @Option(
      names = "--stock",
      paramLabel = "UNITS",
      description = "Initial units of each SKU. Default: a share of the mean demand")
  private Integer stockOrUsual;

  @Option(
      names = "--cart-share",
      paramLabel = "SHARE",
      description = "Share of orders with several lines, 0 to 1. Default: by the scenario")
  private Double cartShareOrUsual;

  @Option(
      names = "--zipf",
      paramLabel = "EXPONENT",
      description = "Skew of the demand, 0 for even demand. Default: by the scenario")
  private Double zipfOrUsual;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "Seed of the random orders; the same seed gives the same orders. Default:"
              + " ${DEFAULT-VALUE}")
  private long seed;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Beginning of every id of this run. Default: a new one")
  private String runId;

  @Mixin private CheckOptions checking;
  @Mixin private WaitOptions waiting;
  @Mixin private ConnectionOptions connection;

  public SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    ScenarioName name =
        ScenarioName.of(scenario)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No scenario \"%s\". There is: %s"
                            .formatted(scenario, Arrays.toString(ScenarioName.values()))));
    List<Phase> phases = Phase.of(warmUp, orders, rates);
    String run = runId == null ? RunId.next(console.clock()) : runId;
    List<SaleReport.Column> played = new ArrayList<>();
    try (Gateway gateway = console.gateways().apply(connection)) {
      for (Phase phase : phases) {
        String id = phases.size() == 1 ? run : run + "-" + (played.size() + 1);
        RunResult result = play(phase, name, id, gateway);
        played.add(new SaleReport.Column(phases.size() == 1 ? "" : phase.name(), result));
        if (!result.passed()) {
          break;
        }
      }
    }
    SaleReport.print(console.out(), "%s %s, seed %d".formatted(name, run, seed), played);
    return Verdict.exitCode(played.stream().map(SaleReport.Column::result).toList());
  }

  private RunResult play(Phase phase, ScenarioName name, String id, Gateway gateway)
      throws Exception {
    Demand demand = demand(name.usual(), phase.orders(), id);
    Scenario scenario = name.with(demand, console.clock());
    List<StockAdjusted> opening = scenario.opening();
    Iterator<OutgoingMessage> messages = scenario.messages();
    SimulationRun.Terms terms = waiting.terms(phase.rate());
    // An operator who names a run may use the name twice.
    Predicate<String> fresh = key -> runId == null && key.startsWith(id + "-");
    return new SimulationRun(
            new InOrder(gateway, event -> Set.of(event.key()), terms.patience()),
            connection.service(),
            console.progress(),
            terms,
            checking.premises(fresh, console.clock()))
        .run(
            phase.title(),
            opening,
            () -> messages.hasNext() ? messages.next() : null,
            opening.stream().map(StockAdjusted::sku).toList());
  }

  private Demand demand(ScenarioName.Usual usual, int size, String id) {
    int skus = Objects.requireNonNullElse(skusOrUsual, usual.skus());
    double cartShare = Objects.requireNonNullElse(cartShareOrUsual, usual.cartShare());
    double zipf = Objects.requireNonNullElse(zipfOrUsual, usual.zipf());
    int stock = stockOrUsual == null ? usual.stock(size, skus, cartShare) : stockOrUsual.intValue();
    return new Demand(id, seed, size, skus, cartShare, zipf, stock);
  }
}
