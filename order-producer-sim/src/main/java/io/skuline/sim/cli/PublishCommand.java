package io.skuline.sim.cli;

import io.skuline.event.AdjustmentKind;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.sim.cli.shared.CheckOptions;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Input;
import io.skuline.sim.cli.shared.Verdict;
import io.skuline.sim.cli.shared.WaitOptions;
import io.skuline.sim.file.BrokenFileException;
import io.skuline.sim.file.CountingStream;
import io.skuline.sim.file.Events;
import io.skuline.sim.file.FileFormat;
import io.skuline.sim.file.LineException;
import io.skuline.sim.file.NamedSkus;
import io.skuline.sim.file.Skipping;
import io.skuline.sim.file.Survey;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.simulation.BlockingRateLimiter;
import io.skuline.sim.simulation.BulkPublisher;
import io.skuline.sim.simulation.Gateway;
import io.skuline.sim.simulation.InOrder;
import io.skuline.sim.simulation.RunResult;
import io.skuline.sim.simulation.SaleReport;
import io.skuline.sim.simulation.SimulationRun;
import io.skuline.sim.workload.OutgoingMessage;
import io.skuline.sim.workload.RunId;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes the events of a file. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Publishes a file of events, however large.",
      "The events of each SKU are stored in the order of the file.",
      "ndjson: one event body per line, of any type.",
      "csv: header orderId,createdAt,sku,quantity; one line of an order per row; the rows of an"
          + " order follow each other.",
      "baskets: one cart per line, item names separated by commas; the names become SKU ids."
    })
final class PublishCommand implements Callable<Integer> {

  private enum OnError {
    STOP,
    SKIP;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file;

  @Option(
      names = "--format",
      description =
          "${COMPLETION-CANDIDATES}. Default: ndjson or csv, by the file's name or its first"
              + " character")
  private FileFormat format;

  @Option(
      names = "--on-error",
      defaultValue = "stop",
      description = "What to do at a bad line: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private OnError onError;

  @Option(
      names = "--check",
      description =
          "Wait for all answers and check that they add up. This reads the file twice and holds its"
              + " orders in memory. Nobody else may change the stock of these SKUs meanwhile.")
  private boolean check;

  @Option(
      names = "--stock-per-item",
      paramLabel = "UNITS",
      description = "First load this initial stock of each item of the baskets. Implies --check.")
  private Integer stockPerItem;

  @Option(
      names = "--sku-prefix",
      defaultValue = "",
      description = "Text that is put before the SKU ids of baskets.")
  private String skuPrefix;

  @Option(
      names = "--rate",
      paramLabel = "PER_SECOND",
      defaultValue = "0",
      description = "Publish at most this many events a second. Default: as fast as possible")
  private double rate;

  @Mixin private CheckOptions checking;
  @Mixin private WaitOptions waiting;
  @Mixin private ConnectionOptions connection;

  private long skipped;

  PublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Instant now = console.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    Input input = new Input(file, format, RunId.next(console.clock()), now, skuPrefix);
    if (stockPerItem != null && format != FileFormat.BASKETS) {
      throw new IllegalArgumentException("--stock-per-item is for --format baskets");
    }
    boolean checked = check || stockPerItem != null;
    if (checked && input.isStandardInput()) {
      throw new IllegalArgumentException("--check reads the file twice, so it cannot be -");
    }
    return checked ? publishChecked(input) : publishOnly(input);
  }

  private int publishOnly(Input input) throws Exception {
    SimulationRun.Terms terms = waiting.terms(rate);
    long size = input.size();
    BulkPublisher publisher;
    try (CountingStream bytes = new CountingStream(input.open(console.in()));
        Events events = open(input, bytes, true);
        Gateway gateway = console.gateways().apply(connection);
        Progress progress =
            console.progress().start("Publishing", "KiB", size < 0 ? -1 : size / 1024)) {
      publisher =
          new BulkPublisher(
              inOrder(gateway, terms),
              new BlockingRateLimiter(terms.ordersPerSecond()),
              terms.patience());
      try {
        for (OrderEvent event = events.next(); event != null; event = events.next()) {
          publisher.send(event);
          progress.at(bytes.bytes() / 1024);
          progress.note("%,d events".formatted(publisher.sent()));
        }
      } catch (LineException | BrokenFileException e) {
        publisher.awaitStored();
        throw new IllegalArgumentException(
            "%s. %,d events before it were published."
                .formatted(e.getMessage(), publisher.stored()),
            e);
      }
      publisher.awaitStored();
      progress.at(Math.max(0, size / 1024));
    }
    console.out().printf("%,d events published, %,d skipped%n", publisher.stored(), skipped);
    return ExitCode.OK;
  }

  private int publishChecked(Input input) throws Exception {
    Survey survey;
    try (Events events = open(input, new CountingStream(input.open(console.in())), true)) {
      survey = Survey.of(events);
    }
    SimulationRun.Terms terms = waiting.terms(rate);
    RunResult result;
    try (Events events = open(input, new CountingStream(input.open(console.in())), false);
        Gateway gateway = console.gateways().apply(connection)) {
      SimulationRun sale =
          new SimulationRun(
              inOrder(gateway, terms),
              connection.service(),
              console.progress(),
              terms,
              checking.premises(key -> key.startsWith(input.runId() + "-"), console.clock()));
      result =
          sale.run(
              "%s, %,d events".formatted(file, survey.events()),
              opening(input, survey),
              () -> outgoing(events.next()),
              survey.skus());
    }
    SaleReport.print(
        console.out(),
        "%s, %,d skipped".formatted(file, skipped),
        List.of(new SaleReport.Column("", result)));
    return Verdict.exitCode(List.of(result));
  }

  /**
   * Returns a gateway that keeps the events of a SKU, and those of an order, in the order of the
   * file.
   */
  private static Gateway inOrder(Gateway gateway, SimulationRun.Terms terms) {
    return new InOrder(
        gateway,
        event -> {
          Set<String> lanes = new HashSet<>(NamedSkus.of(event));
          lanes.add("key " + event.key());
          return lanes;
        },
        terms.patience());
  }

  private static OutgoingMessage outgoing(OrderEvent event) {
    return event == null ? null : new OutgoingMessage.Good(event);
  }

  private List<StockAdjusted> opening(Input input, Survey survey) {
    List<StockAdjusted> opening = new ArrayList<>();
    if (stockPerItem != null) {
      for (String sku : survey.skus()) {
        opening.add(
            new StockAdjusted(
                input.runId() + "-stock-" + (opening.size() + 1),
                input.createdAt(),
                sku,
                stockPerItem,
                AdjustmentKind.INITIAL));
      }
    }
    return opening;
  }

  /**
   * Opens the events of the file.
   *
   * @param report whether to report skipped lines; not if they were reported before
   */
  private Events open(Input input, CountingStream in, boolean report)
      throws IOException, LineException {
    Events events = input.events(in);
    return switch (onError) {
      case STOP -> events;
      case SKIP -> new Skipping(events, e -> skip(e, report));
    };
  }

  private void skip(LineException e, boolean report) {
    if (report) {
      skipped++;
      console.err().println("skipped " + e.getMessage());
    }
  }
}
