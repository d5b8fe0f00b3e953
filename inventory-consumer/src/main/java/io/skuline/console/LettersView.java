package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterState;
import io.skuline.deadletter.DeadLetterSummary;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What the list of dead letters shows.
 *
 * @param counts by state and reason, of everything that matches besides these two
 */
public record LettersView(
    LetterSearch search,
    Instant now,
    PagePart<KeyPage<DeadLetterSummary>> page,
    PagePart<List<DeadLetterBrowser.Count>> counts) {

  private List<DeadLetterBrowser.Count> known() {
    List<DeadLetterBrowser.Count> known = counts.value();
    return known == null ? List.of() : known;
  }

  /** Returns how many there are in a state. */
  public String of(DeadLetterState state) {
    return counts.failed()
        ? Figures.NONE
        : Figures.count(
            known().stream()
                .filter(each -> each.state() == state)
                .mapToLong(DeadLetterBrowser.Count::letters)
                .sum());
  }

  /** Returns how many there are in whatever state. */
  public String any() {
    return counts.failed()
        ? Figures.NONE
        : Figures.count(known().stream().mapToLong(DeadLetterBrowser.Count::letters).sum());
  }

  /** Returns the reasons in the state that is searched for, the most frequent first. */
  public List<DeadLetterBrowser.Count> reasons() {
    return known().stream()
        .filter(each -> each.state().name().equals(search.state()))
        .sorted(Comparator.comparingLong(DeadLetterBrowser.Count::letters).reversed())
        .toList();
  }

  /** Returns how many match; -1 if that could not be read. */
  public long matching() {
    return counts.failed()
        ? -1
        : known().stream()
            .filter(
                each ->
                    search.state().equals(LetterSearch.ANY)
                        || each.state().name().equals(search.state()))
            .filter(
                each ->
                    search.get("reason").isEmpty() || each.reason().equals(search.get("reason")))
            .mapToLong(DeadLetterBrowser.Count::letters)
            .sum();
  }

  /** Tells whether everything that matches may be chosen at once: only what waits for somebody. */
  public boolean canChooseAll() {
    return matching() > 0 && search.state().equals(DeadLetterState.PARKED.name());
  }
}
