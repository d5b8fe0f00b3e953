package io.skuline.sim.cli.deadletter;

import io.skuline.sim.admin.DeadLetterSelection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Letters by id, by a filter, or all: never all by mistake. */
final class DeadLetterSelectionOptions {

  @Parameters(arity = "0..*", paramLabel = "ID", description = "These letters.")
  private List<Long> ids;

  @Option(names = "--all", description = "All letters: needed if there is neither id nor filter.")
  private boolean all;

  @Option(names = "--limit", paramLabel = "N", description = "No more letters than this.")
  private Integer limit;

  /**
   * What was chosen.
   *
   * @param usualState of letters chosen by a filter, if it names none; null for any
   * @throws IllegalArgumentException if nothing was, or two things at once
   */
  DeadLetterSelection of(DeadLetterFilterOptions filter, String usualState, Instant now) {
    Map<String, String> asked = filter.values(null, now);
    int ways = (ids == null ? 0 : 1) + (asked.isEmpty() ? 0 : 1) + (all ? 1 : 0);
    if (ways != 1) {
      throw new IllegalArgumentException(
          "Which letters? Name ids, or filters, or --all; one of these.");
    }
    if (limit != null && limit < 1) {
      throw new IllegalArgumentException("--limit must be 1 at least");
    }
    return ids == null
        ? new DeadLetterSelection(List.of(), filter.values(usualState, now), limit)
        : new DeadLetterSelection(ids.stream().distinct().toList(), Map.of(), limit);
  }
}
