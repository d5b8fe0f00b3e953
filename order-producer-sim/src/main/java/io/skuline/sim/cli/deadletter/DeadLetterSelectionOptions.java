package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.SelectionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options that select dead letters by id, by a filter, or all; never all by mistake. */
final class DeadLetterSelectionOptions {

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids of dead letters.")
  private List<Long> ids;

  @Option(
      names = "--all",
      description = "All dead letters; required if there is neither an id nor a filter.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "At most this many dead letters.")
  private Integer limit;

  /**
   * Returns what the options select.
   *
   * @param usualState the state of dead letters that a filter without a state selects; null for any
   * @throws IllegalArgumentException if the options select nothing, or in two ways at once
   */
  SelectionRequest of(DeadLetterFilterOptions filter, String usualState, Instant now) {
    Map<String, String> asked = filter.values(null, now);
    int ways = (ids == null ? 0 : 1) + (asked.isEmpty() ? 0 : 1) + (all ? 1 : 0);
    if (ways != 1) {
      throw new IllegalArgumentException(
          "Which dead letters? Give ids, or filters, or --all; one of these.");
    }
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit must be 1 at least");
    }
    return ids == null
        ? new SelectionRequest(List.of(), filter.values(usualState, now), limit)
        : new SelectionRequest(ids.stream().distinct().toList(), Map.of(), limit);
  }
}
