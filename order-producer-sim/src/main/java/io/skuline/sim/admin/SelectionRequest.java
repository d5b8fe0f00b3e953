package io.skuline.sim.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dead letters of a request that changes them.
 *
 * @param ids the ids of the dead letters; empty if the filter selects them
 * @param filter names and values as in the query of a list; empty for all
 * @param limit the most dead letters, or null for no limit
 */
public record SelectionRequest(List<Long> ids, Map<String, String> filter, Integer limit) {

  public SelectionRequest {
    ids = List.copyOf(ids);
    filter = Map.copyOf(filter);
  }

  /** Returns how many of the named dead letters are not among so many; 0 if none is named. */
  public long missing(long found) {
    return limit == null ? Math.max(0, ids.size() - found) : 0;
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
