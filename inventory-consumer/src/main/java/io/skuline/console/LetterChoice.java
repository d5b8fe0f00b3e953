package io.skuline.console;

import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterSelection;
import io.skuline.event.InvalidEventException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * The dead letters that a form is about: ids, or everything that matches a search.
 *
 * @param ids empty for a search
 * @param search null for ids
 */
public record LetterChoice(List<Long> ids, @Nullable LetterSearch search) {

  /** Reads the parameters {@code id}, or {@code all} and a search. */
  static LetterChoice of(MultiValueMap<String, String> parameters) {
    List<String> ids = parameters.getOrDefault("id", List.of());
    if (!ids.isEmpty()) {
      return new LetterChoice(ids.stream().map(LetterChoice::id).distinct().toList(), null);
    }
    if (!"true".equals(parameters.getFirst("all"))) {
      throw new InvalidEventException("id", "is missing: tick at least one dead letter");
    }
    return new LetterChoice(List.of(), LetterSearch.of(parameters.toSingleValueMap()));
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new InvalidEventException("id", "must be a whole number");
    }
  }

  /** Returns the same choice with a search that nothing new comes into. */
  LetterChoice fixed(Instant now) {
    return search == null ? this : new LetterChoice(ids, search.fixed(now));
  }

  /**
   * @param limit the most to act on; null for all
   */
  DeadLetterSelection selection(Instant now, @Nullable Integer limit) {
    DeadLetterFilter filter = search == null ? null : search.filter(now);
    return new DeadLetterSelection(search == null ? ids : null, filter, limit);
  }
}
