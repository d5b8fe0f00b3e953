package io.skuline.deduction.redis;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Events of a batch touch partitions that are closed. */
final class ClosedPartitionsException extends RuntimeException {

  private final Map<Integer, SortedMap<Integer, Set<String>>> touching;

  /**
   * @param touching the SKUs in closed partitions by the event's position in the batch and by
   *     partition
   */
  ClosedPartitionsException(Map<Integer, SortedMap<Integer, Set<String>>> touching) {
    super("Closed partitions are touched by " + touching);
    this.touching = Map.copyOf(touching);
  }

  Set<Integer> partitions() {
    return touching.values().stream()
        .flatMap(each -> each.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns the SKUs by the event's position in the batch. */
  Map<Integer, Set<String>> skus() {
    Map<Integer, Set<String>> skus = new TreeMap<>();
    touching.forEach(
        (position, parts) ->
            skus.put(
                position,
                parts.values().stream()
                    .flatMap(Set::stream)
                    .collect(Collectors.toCollection(TreeSet::new))));
    return skus;
  }
}
