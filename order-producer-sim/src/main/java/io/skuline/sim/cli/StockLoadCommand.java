package io.skuline.sim.cli;

import io.skuline.event.OrderEvent;
import io.skuline.sim.check.Books;
import io.skuline.sim.check.Premises;
import io.skuline.sim.check.Violation;
import io.skuline.sim.file.Events;
import io.skuline.sim.file.FileFormat;
import io.skuline.sim.file.LineException;
import io.skuline.sim.file.LoadId;
import io.skuline.sim.file.StockFile;
import io.skuline.sim.file.Survey;
import io.skuline.sim.gateway.Gateway;
import io.skuline.sim.progress.Progress;
import io.skuline.sim.run.Conversation;
import io.skuline.sim.run.LoadTally;
import io.skuline.sim.run.Report;
import java.io.IOException;
import java.io.InputStream;
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
      "Loads stock from a file and waits for the answers. The same file twice changes nothing.",
      "csv: header sku,quantity[,kind]. ndjson: {\"sku\":...,\"quantity\":...,\"kind\":...}.",
      "kind: INITIAL (if not given), REPLENISHMENT or CORRECTION."
    },
    footer = "%nNothing is published if a line is wrong. Exit code 1 if an adjustment is rejected.")
final class StockLoadCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE")
  private String file;

  @Option(names = "--format", description = "csv or ndjson. Default: csv for *.csv, else ndjson")
  private FileFormat format;

  @Option(
      names = "--id",
      description =
          "Names this load: with the same id and lines it counts once. Default: made from the"
              + " file's content")
  private String id;

  @Mixin private Waiting waiting;
  @Mixin private Connection connection;

  StockLoadCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Path path = Input.path(file);
    LoadId loadId = id == null ? LoadId.ofContent(path) : LoadId.named(id);
    Survey survey;
    try (Events events = open(path, loadId)) {
      survey = Survey.of(events);
    }
    Instant start = console.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    LoadTally tally = new LoadTally(loadId.id(), start);
    Books books = new Books(new Premises(key -> false, start, false));
    boolean complete;
    try (Events events = open(path, loadId);
        Gateway gateway = console.gateways().apply(connection);
        Progress progress = console.progress().start("Loading stock", "SKUs", survey.events())) {
      complete = load(events, gateway, books, tally, progress);
    }
    tally.print(console.out(), survey.events());
    List<Violation> wrong = books.wrongAnswers();
    Report.print(console.out(), wrong);
    if (!wrong.isEmpty()) {
      return ExitCode.VIOLATION;
    }
    if (!complete) {
      console.err().println("Answers stopped coming. Is the service running?");
      return ExitCode.UNREACHABLE;
    }
    return tally.rejected() == 0 ? ExitCode.OK : ExitCode.VIOLATION;
  }

  private boolean load(
      Events events, Gateway gateway, Books books, LoadTally tally, Progress progress)
      throws IOException, LineException {
    Conversation talk = new Conversation(gateway, books, waiting.patience());
    talk.listen(tally::hear);
    for (OrderEvent event = events.next(); event != null; event = events.next()) {
      talk.publish(event);
      progress.at(books.answered());
    }
    return talk.awaitAnswers(progress);
  }

  private Events open(Path path, LoadId loadId) throws IOException, LineException {
    InputStream in = Files.newInputStream(path);
    return switch (format == null ? FileFormat.of(file) : format) {
      case CSV -> StockFile.csv(in, loadId.id(), loadId.createdAt());
      case NDJSON -> StockFile.ndjson(in, loadId.id(), loadId.createdAt());
      case BASKETS -> throw new IllegalArgumentException("baskets have no stock");
    };
  }
}
