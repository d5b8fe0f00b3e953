package io.skuline.sim.cli.stock;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.sim.checker.HistoryRecorder;
import io.skuline.sim.checker.Premises;
import io.skuline.sim.checker.Violation;
import io.skuline.sim.cli.shared.ConnectionOptions;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.Input;
import io.skuline.sim.cli.shared.WaitOptions;
import io.skuline.sim.file.Content;
import io.skuline.sim.file.FileFormat;
import io.skuline.sim.file.LineException;
import io.skuline.sim.file.LoadId;
import io.skuline.sim.file.StockFile;
import io.skuline.sim.file.Survey;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.simulation.EventExchange;
import io.skuline.sim.simulation.Gateway;
import io.skuline.sim.simulation.SaleReport;
import io.skuline.sim.simulation.StockLoadSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads stock from a file. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Loads stock from a file and waits for the answers. Loading a file again changes nothing.",
      "csv: header sku,quantity[,kind]. ndjson: {\"sku\":...,\"quantity\":...,\"kind\":...}.",
      "kind: INITIAL (the default), REPLENISHMENT or CORRECTION."
    },
    footer =
        "%nIf a line is wrong, nothing is published. Exit code 1 if an adjustment is rejected.")
public final class StockLoadCommand implements Callable<Integer> {

  private static final int SHOWN = 10;

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "The file, or - for standard input.")
  private String file;

  @Option(
      names = "--format",
      description = "csv or ndjson. Default: by the file's name or its first character")
  private FileFormat format;

  @Option(
      names = "--id",
      description =
          "Id of this load; with the same id and lines it counts once. Default: made from the"
              + " content of the file")
  private String id;

  @Mixin private WaitOptions waiting;
  @Mixin private ConnectionOptions connection;

  public StockLoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (!file.equals("-")) {
      return load(Input.path(file));
    }
    // The file is read three times: for its id, to check every line, and to publish.
    Path copy = Files.createTempFile("skuline-", ".stock");
    try {
      try (OutputStream out = Files.newOutputStream(copy)) {
        console.in().transferTo(out);
      }
      return load(copy);
    } finally {
      Files.delete(copy);
    }
  }

  private int load(Path path) throws Exception {
    LoadId loadId = id == null ? LoadId.ofContent(path) : LoadId.named(id);
    Survey survey;
    long zeros;
    try (StockFile events = open(path, loadId)) {
      survey = Survey.of(events);
      zeros = events.zeros();
    }
    Instant start = console.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    StockLoadSummary tally = new StockLoadSummary(loadId.id(), start);
    HistoryRecorder recorder = new HistoryRecorder(new Premises(key -> false, start, false));
    String first = id == null || survey.skus().isEmpty() ? "" : survey.skus().iterator().next();
    boolean complete;
    try (Gateway gateway = console.gateways().apply(connection);
        Progress progress = console.progress().start("Loading stock", "SKUs", survey.events())) {
      EventExchange exchange = new EventExchange(gateway, recorder, waiting.patience());
      exchange.listen(tally::record);
      complete =
          (first.isEmpty() || loadFirst(path, loadId, first, exchange, tally, progress))
              && loadRest(path, loadId, first, exchange, tally, progress);
    }
    if (id != null && !tally.others().isEmpty()) {
      reportOtherContent(tally);
      return ExitCode.VIOLATION;
    }
    tally.print(console.out(), survey.events(), zeros);
    if (id != null && complete && tally.old() > 0 && tally.old() < tally.answered()) {
      console
          .err()
          .printf(
              "Of the id %s %,d adjustments were loaded before, and %,d are new. Unless an earlier"
                  + " load was interrupted, the id was used before with other content.%n",
              id, tally.old(), tally.answered() - tally.old());
      return ExitCode.VIOLATION;
    }
    List<Violation> wrong = recorder.wrongAnswers();
    SaleReport.print(console.out(), wrong);
    if (!wrong.isEmpty()) {
      return ExitCode.VIOLATION;
    }
    if (!complete) {
      console.err().println("Answers stopped coming. Is the service running?");
      return ExitCode.UNREACHABLE;
    }
    return tally.rejected() == 0 ? ExitCode.OK : ExitCode.VIOLATION;
  }

  private void reportOtherContent(StockLoadSummary tally) {
    List<String> others = tally.others();
    console
        .err()
        .printf(
            "The id %s was used before with other content, which counts; choose another --id:%n",
            id);
    others.stream().limit(SHOWN).forEach(each -> console.err().println("  " + each));
  }

  /**
   * Loads the first adjustment before anything else of the file. If the id was used for another
   * file, nothing of this file is loaded.
   *
   * @return whether the rest may be loaded
   */
  private boolean loadFirst(
      Path path,
      LoadId loadId,
      String first,
      EventExchange exchange,
      StockLoadSummary tally,
      Progress progress)
      throws IOException, LineException {
    try (StockFile events = open(path, loadId).markingFirst(first)) {
      for (OrderEvent event = events.next(); event != null; event = events.next()) {
        if (event.key().equals(StockFile.firstId(loadId.id()))) {
          tally.ask((StockAdjusted) event);
          exchange.publish(event);
          return exchange.awaitAnswers(progress) && tally.others().isEmpty();
        }
      }
    }
    throw new IllegalArgumentException("The file has changed while it was read");
  }

  private boolean loadRest(
      Path path,
      LoadId loadId,
      String first,
      EventExchange exchange,
      StockLoadSummary tally,
      Progress progress)
      throws IOException, LineException {
    try (StockFile events = open(path, loadId).markingFirst(first)) {
      for (OrderEvent event = events.next(); event != null; event = events.next()) {
        if (!event.key().equals(StockFile.firstId(loadId.id()))) {
          tally.ask((StockAdjusted) event);
          exchange.publish(event);
          progress.at(tally.answered());
        }
      }
      return exchange.awaitAnswers(progress);
    }
  }

  private StockFile open(Path path, LoadId loadId) throws IOException, LineException {
    Content content = Content.of(Files.newInputStream(path));
    return switch (format == null ? FileFormat.of(file, content) : format) {
      case CSV -> StockFile.csv(content, loadId.id(), loadId.createdAt());
      case NDJSON -> StockFile.ndjson(content, loadId.id(), loadId.createdAt());
      case BASKETS -> throw new IllegalArgumentException("baskets have no stock");
    };
  }
}
