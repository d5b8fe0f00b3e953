package io.skuline.sim.cli.setup;

import io.skuline.setup.BrokerLayout;
import io.skuline.setup.LayoutNames;
import java.util.List;
import picocli.CommandLine.Option;

/** Options for the names of topics and groups, which are the settings of the service. */
final class LayoutOptions {

  /** The service's own limit. */
  private static final int MAX_SHARDS = 1024;

  private static final int MAX_QUEUES = 1024;

  @Option(
      names = "--order-events",
      paramLabel = "TOPIC",
      defaultValue = "${env:SKULINE_TOPICS_ORDER_EVENTS:-order-events}",
      description =
          "Topic of the order events. Also SKULINE_TOPICS_ORDER_EVENTS. Default: ${DEFAULT-VALUE}")
  private String orderEvents;

  @Option(
      names = "--stock-journal",
      paramLabel = "TOPIC",
      defaultValue = "${env:SKULINE_TOPICS_STOCK_JOURNAL:-stock-journal}",
      description =
          "Topic of the journal. Also SKULINE_TOPICS_STOCK_JOURNAL. Default: ${DEFAULT-VALUE}")
  private String stockJournal;

  @Option(
      names = "--stock-results",
      paramLabel = "TOPIC",
      defaultValue = "${env:SKULINE_TOPICS_STOCK_RESULTS:-stock-results}",
      description =
          "Topic of the results. Also SKULINE_TOPICS_STOCK_RESULTS. Default: ${DEFAULT-VALUE}")
  private String stockResults;

  @Option(
      names = "--stock-dead-letters",
      paramLabel = "TOPIC",
      defaultValue = "${env:SKULINE_TOPICS_STOCK_DEAD_LETTERS:-stock-dead-letters}",
      description =
          "Topic of the dead letters. Also SKULINE_TOPICS_STOCK_DEAD_LETTERS. Default: ${DEFAULT-VALUE}")
  private String stockDeadLetters;

  @Option(
      names = "--intake-group",
      paramLabel = "GROUP",
      defaultValue = "${env:SKULINE_GROUPS_INTAKE:-skuline-intake}",
      description =
          "Group that reads order events. Also SKULINE_GROUPS_INTAKE. Default: ${DEFAULT-VALUE}")
  private String intake;

  @Option(
      names = "--ledger-group",
      paramLabel = "GROUP",
      defaultValue = "${env:SKULINE_GROUPS_LEDGER:-skuline-ledger}",
      description =
          "Group that reads the journal. Also SKULINE_GROUPS_LEDGER. Default: ${DEFAULT-VALUE}")
  private String ledger;

  @Option(
      names = "--dead-letters-group",
      paramLabel = "GROUP",
      defaultValue = "${env:SKULINE_GROUPS_DEAD_LETTERS:-skuline-dead-letters}",
      description =
          "Group that collects dead letters. Also SKULINE_GROUPS_DEAD_LETTERS. Default: ${DEFAULT-VALUE}")
  private String deadLetters;

  @Option(
      names = "--reader-group",
      paramLabel = "GROUP",
      split = ",",
      defaultValue = "skuline-watch,skuline-sim",
      description =
          "Groups that read results: one for each service that does, and one for each command that"
              + " listens. Default: ${DEFAULT-VALUE}")
  private List<String> readers;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Number of databases, each with a ledger group of its own. Default: ${DEFAULT-VALUE}")
  private int shards;

  @Option(
      names = "--queues",
      paramLabel = "N",
      defaultValue = "16",
      description = "Queues of a topic that is created, at each broker. Default: ${DEFAULT-VALUE}")
  private int queues;

  /**
   * Returns the topics and groups that are needed.
   *
   * @throws IllegalArgumentException if a number is out of bounds
   */
  BrokerLayout layout() {
    require("--shards", shards, MAX_SHARDS);
    require("--queues", queues, MAX_QUEUES);
    return BrokerLayout.of(
        new LayoutNames(
            orderEvents,
            stockJournal,
            stockResults,
            stockDeadLetters,
            intake,
            ledger,
            deadLetters,
            readers),
        shards,
        queues);
  }

  private static void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "%s must be 1 to %d, is %d".formatted(option, most, value));
    }
  }
}
