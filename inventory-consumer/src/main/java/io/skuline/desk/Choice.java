package io.skuline.desk;

import io.skuline.event.InvalidEventException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which letters something is done to: those with these ids, or those that match a filter.
 *
 * @param ids at most {@value #MAX_IDS}; null for a filter
 * @param filter null for ids
 * @param limit at most so many of those that match; null for all
 */
public record Choice(
    @Nullable List<Long> ids, @Nullable Selection filter, @Nullable Integer limit) {

  public static final int MAX_IDS = 1000;

  public Choice {
    if ((ids == null) == (filter == null)) {
      throw new InvalidEventException("ids", "or filter must be given, and not both");
    }
    if (ids != null && (ids.isEmpty() || ids.size() > MAX_IDS)) {
      throw new InvalidEventException(
          "ids", "must have 1 to %d entries, has %d".formatted(MAX_IDS, ids.size()));
    }
    if (limit != null && limit < 1) {
      throw new InvalidEventException("limit", "must be at least 1, is " + limit);
    }
    ids = ids == null ? null : List.copyOf(ids);
  }
}
