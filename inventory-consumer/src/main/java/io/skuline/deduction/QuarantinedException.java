package io.skuline.deduction;

import io.skuline.event.OperationId;
import io.skuline.event.OrderEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A batch touches SKUs that are in quarantine: their stock is in doubt, and nothing of them is
 * decided until somebody has mended it.
 */
public final class QuarantinedException extends UndecidableEventsException {

  private final Map<Integer, Set<String>> heldBy;

  /**
   * @param touching the events that touch SKUs in quarantine, by their position in the batch from
   *     0, and which SKUs those are
   * @param batch the events
   */
  public QuarantinedException(Map<Integer, Set<String>> touching, List<OrderEvent> batch) {
    super("In quarantine: " + String.join(", ", all(touching)));
    this.heldBy = withFollowers(touching, batch);
  }

  /** All SKUs in quarantine that the batch touches. */
  public Set<String> skus() {
    return all(heldBy);
  }

  /**
   * Positions in the batch of the events that cannot be decided, from 0: those that touch these
   * SKUs, and what the batch says later about the same orders.
   */
  @Override
  public Set<Integer> events() {
    return heldBy.keySet();
  }

  /**
   * The SKUs that must be let out before an event can be decided, sorted: those that it touches,
   * and those of what it follows. A cancellation names none of them itself.
   *
   * @param event one of {@link #events()}
   */
  public Set<String> heldBy(int event) {
    return heldBy.get(event);
  }

  private static Set<String> all(Map<Integer, Set<String>> heldBy) {
    Set<String> skus = new TreeSet<>();
    heldBy.values().forEach(skus::addAll);
    return skus;
  }

  private static Map<Integer, Set<String>> withFollowers(
      Map<Integer, Set<String>> touching, List<OrderEvent> batch) {
    Map<Integer, Set<String>> all = new TreeMap<>();
    Map<String, Set<String>> ofOrders = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      Set<String> skus = new TreeSet<>(touching.getOrDefault(i, Set.of()));
      OrderEvent event = batch.get(i);
      if (event.operation().kind() != OperationId.Kind.ADJUSTMENT) {
        Set<String> ofOrder = ofOrders.computeIfAbsent(event.key(), order -> new TreeSet<>());
        ofOrder.addAll(skus);
        skus.addAll(ofOrder);
      }
      if (!skus.isEmpty()) {
        all.put(i, skus);
      }
    }
    return all;
  }
}
