package io.skuline.sim.cli;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.sim.demand.Demand;
import io.skuline.sim.demand.RunId;
import io.skuline.sim.demand.Scenario;
import io.skuline.sim.demand.ScenarioName;
import io.skuline.sim.gateway.Gateway;
import io.skuline.sim.run.Figures;
import io.skuline.sim.run.Report;
import io.skuline.sim.run.Sale;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
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
      "Repeated runs do not meet: every id starts with the run's id."
    })
final class SimulateCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "flash-sale",
      description = "flash-sale: many buyers, a few hot SKUs. Default: ${DEFAULT-VALUE}")
  private String scenario;

  @Option(names = "--orders", defaultValue = "20000", description = "Default: ${DEFAULT-VALUE}")
  private int orders;

  @Option(names = "--skus", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}")
  private int skus;

  @Option(
      names = "--stock",
      paramLabel = "UNITS",
      description = "Units of each SKU. Default: the mean demand, far too little of the hot ones")
  private Integer stock;

  @Option(
      names = "--cart-share",
      defaultValue = "0.33",
      description = "Share of orders with 2 to 5 lines, 0 to 1. Default: ${DEFAULT-VALUE}")
  private double cartShare;

  @Option(
      names = "--zipf",
      defaultValue = "1.1",
      description = "How skewed demand is, 0 for even. Default: ${DEFAULT-VALUE}")
  private double zipf;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "The same seed gives the same orders. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--run-id", description = "Starts every id. Default: a new one")
  private String runId;

  @Mixin private Waiting waiting;
  @Mixin private Connection connection;

  SimulateCommand(Console console) {
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
    Demand demand =
        new Demand(
            runId == null ? RunId.next(console.clock()) : runId,
            seed,
            orders,
            skus,
            cartShare,
            zipf,
            stock == null ? Demand.meanDemand(orders, skus, cartShare) : stock);
    Figures figures = play(name.with(demand, console.clock()), demand.runId());
    Report.print(console.out(), "%s %s, seed %d".formatted(name, demand.runId(), seed), figures);
    return Verdict.exitCode(figures);
  }

  private Figures play(Scenario scenario, String id) throws Exception {
    List<StockAdjusted> opening = scenario.opening();
    Iterator<OrderEvent> events = scenario.events();
    try (Gateway gateway = console.gateways().apply(connection)) {
      return new Sale(gateway, connection.service(), console.progress(), waiting.terms(), id)
          .run(
              opening,
              () -> events.hasNext() ? events.next() : null,
              scenario.size(),
              opening.stream().map(StockAdjusted::sku).toList());
    }
  }
}
