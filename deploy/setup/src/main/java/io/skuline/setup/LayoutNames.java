package io.skuline.setup;

import java.util.List;

/**
 * The names of the topics and groups of one installation.
 *
 * @param orderEvents the topic of the order events
 * @param stockJournal the topic of the journal
 * @param stockResults the topic of the results
 * @param stockDeadLetters the topic of the dead letters
 * @param intake the group that reads order events
 * @param ledger the group that reads the journal for the first shard; those of further shards have
 *     a number behind this name
 * @param deadLetters the group that collects dead letters
 * @param readers the groups that read results
 */
public record LayoutNames(
    String orderEvents,
    String stockJournal,
    String stockResults,
    String stockDeadLetters,
    String intake,
    String ledger,
    String deadLetters,
    List<String> readers) {

  /** The names that the service and the command line have by default. */
  public static final LayoutNames DEFAULTS =
      new LayoutNames(
          "order-events",
          "stock-journal",
          "stock-results",
          "stock-dead-letters",
          "skuline-intake",
          "skuline-ledger",
          "skuline-dead-letters",
          List.of("skuline-watch", "skuline-sim"));

  public LayoutNames {
    readers = List.copyOf(readers);
  }
}
