package io.skuline.deadletter;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters that an action is for: those with these ids, or those that match a filter.
 *
 * @param ids at most {@value #MAX_IDS} ids; null for a filter
 * @param filter null for ids
 * @param limit the most matching dead letters to act on; null for all
 */
public record DeadLetterSelection(
    @Nullable List<Long> ids, @Nullable DeadLetterFilter filter, @Nullable Integer limit) {

  public static final int MAX_IDS = 1000;

  /**
   * Returns the selection of a request, which has one of ids, filter and all. Only {@code all}
   * selects every dead letter: an empty filter is refused, since it may be a mistake.
   */
  public static DeadLetterSelection of(
      @Nullable List<Long> ids,
      @Nullable DeadLetterFilter filter,
      @Nullable Boolean all,
      @Nullable Integer limit) {
    if (Boolean.TRUE.equals(all)) {
      if (ids != null || filter != null) {
        throw new InvalidEventException("all", "is for every letter: leave ids and filter out");
      }
      return new DeadLetterSelection(null, DeadLetterFilter.ALL, limit);
    }
    if (DeadLetterFilter.ALL.equals(filter)) {
      throw new InvalidEventException(
          "filter", "names no condition; for every letter there is, send \"all\":true instead");
    }
    return new DeadLetterSelection(ids, filter, limit);
  }

  public DeadLetterSelection {
    if ((ids == null) == (filter == null)) {
      throw new InvalidEventException("ids", "or filter must be given, and not both");
    }
    if (ids != null) {
      Limits.requireSize("ids", ids, MAX_IDS);
      if (ids.stream().anyMatch(Objects::isNull)) {
        throw new InvalidEventException("ids", "must be numbers, has null");
      }
      ids = List.copyOf(ids);
    }
    if (limit != null && limit < 1) {
      throw new InvalidEventException("limit", "must be at least 1, is " + limit);
    }
  }
}
