package io.skuline.sim.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The letters that something is done to.
 *
 * @param ids these; empty if the filter chooses
 * @param filter names and values as in the query of a list; empty for all
 * @param limit most letters, or null for as many as there are
 */
public record DeadLetterSelection(List<Long> ids, Map<String, String> filter, Integer limit) {

  public DeadLetterSelection {
    ids = List.copyOf(ids);
    filter = Map.copyOf(filter);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (ids.isEmpty() && filter.isEmpty()) {
      json.put("all", true);
    } else if (ids.isEmpty()) {
      json.put("filter", filter);
    } else {
      json.put("ids", ids);
    }
    if (limit != null) {
      json.put("limit", limit);
    }
    return json;
  }
}
