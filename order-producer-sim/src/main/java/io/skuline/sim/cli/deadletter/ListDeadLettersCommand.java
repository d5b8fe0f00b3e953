package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterClient;
import io.skuline.sim.admin.Page;
import io.skuline.sim.admin.ReportedDeadLetter;
import io.skuline.sim.cli.shared.Console;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.cli.shared.OperatorOptions;
import io.skuline.sim.cli.shared.Printable;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists dead letters, a page at a time. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists dead letters by id; without --state, those that are PARKED.")
final class ListDeadLettersCommand implements Callable<Integer> {

  /** How dead letters are written. */
  enum Format {
    table,
    ndjson
  }

  private final Console console;

  @Mixin private DeadLetterFilterOptions.ByReason filter;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most this many. Default: ${DEFAULT-VALUE}")
  private int limit;

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private Format format;

  @Mixin private OperatorOptions operator;

  ListDeadLettersCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be 1 at least");
    }
    Map<String, String> wanted = filter.values("PARKED", console.clock().instant());
    DeadLetterClient client = operator.client(console);
    int left = limit;
    String after = null;
    do {
      int size = Math.min(left, DeadLetterClient.MAX_PAGE);
      Page<JsonNode> page = client.deadLetters(wanted, after, size);
      print(page, after == null);
      left -= page.items().size();
      after = page.next();
    } while (after != null && left > 0);
    if (after != null) {
      console.err().printf("There are more than %,d; --limit shows more.%n", limit);
    }
    return ExitCode.OK;
  }

  private void print(Page<JsonNode> page, boolean first) {
    if (first && page.items().isEmpty()) {
      console.err().println("No such dead letters.");
    } else if (first && format == Format.table) {
      console.out().println(DeadLetterRow.HEADER);
    }
    page.items().forEach(letter -> console.out().println(line(letter)));
    console.out().flush();
  }

  private String line(JsonNode letter) {
    return format == Format.ndjson
        ? Printable.of(letter.toString())
        : DeadLetterRow.of(ReportedDeadLetter.of(letter));
  }
}
