package io.skuline.console;

import io.skuline.deadletter.DeadLetterBrowser;
import io.skuline.deadletter.DeadLetterDetails;
import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterSummary;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Reads what the pages of dead letters show. */
record LetterReader(DeadLetterBrowser letters, Clock clock) {

  static final int PAGE = 50;
  private static final int SIBLINGS = 20;

  LettersView list(LetterSearch search, @Nullable Long before, @Nullable Long after) {
    Instant now = clock.instant();
    DeadLetterFilter filter = search.filter(now);
    PagePart.Reader parts = new PagePart.Reader();
    return new LettersView(
        search,
        now,
        parts.read(() -> page(filter, before, after)),
        parts.read(() -> letters.counts(anyStateAndReason(search, now))));
  }

  private static DeadLetterFilter anyStateAndReason(LetterSearch search, Instant now) {
    return search.with("state", LetterSearch.ANY).with("reason", "").filter(now);
  }

  private KeyPage<DeadLetterSummary> page(
      DeadLetterFilter filter, @Nullable Long before, @Nullable Long after) {
    if (after != null) {
      return KeyPage.newer(letters.after(filter, after, PAGE + 1), PAGE, LetterReader::key);
    }
    long end = before == null ? Long.MAX_VALUE : before;
    return KeyPage.older(
        letters.before(filter, end, PAGE + 1), PAGE, before == null, LetterReader::key);
  }

  private static String key(DeadLetterSummary letter) {
    return Long.toString(letter.id());
  }

  /** Returns how many match a search. */
  long matching(LetterSearch search) {
    return letters.counts(search.filter(clock.instant())).stream()
        .mapToLong(DeadLetterBrowser.Count::letters)
        .sum();
  }

  DeadLetterDetails require(long id) {
    return letters
        .one(id)
        .orElseThrow(
            () ->
                new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no dead letter " + id));
  }

  /**
   * @param operator whether the reader may see what customers wrote
   * @param typed the corrected body as it was typed; null for what is stored
   * @param flaw why the typed body is not stored; empty for nothing
   */
  LetterView one(long id, boolean operator, @Nullable String typed, String flaw) {
    DeadLetterDetails details = require(id);
    DeadLetterSummary letter = details.letter();
    String order = letter.orderId();
    List<DeadLetterSummary> siblings =
        order == null
            ? List.of()
            : letters.ofOrder(order, SIBLINGS).stream().filter(each -> each.id() != id).toList();
    return LetterView.of(details, siblings, operator, typed, flaw);
  }
}
