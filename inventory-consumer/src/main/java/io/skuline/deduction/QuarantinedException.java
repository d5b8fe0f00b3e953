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
 * A batch touches SKUs that are in quarantine. Their stock is in doubt, and nothing about them is
 * decided until an operator has repaired them.
 */
public final class QuarantinedException extends UndecidableEventsException {

  private final Map<Integer, Set<String>> heldBy;

  /**
   * @param touching the events that touch SKUs in quarantine, by their position in the batch from
   *     0, with those SKUs
   * @param batch the events
   */
  public QuarantinedException(Map<Integer, Set<String>> touching, List<OrderEvent> batch) {
    super("In quarantine: " + String.join(", ", all(touching)));
    this.heldBy = withFollowers(touching, batch);
  }

  /** Returns all SKUs in quarantine that the batch touches. */
  public Set<String> skus() {
    return all(heldBy);
  }

  /**
   * Returns the positions in the batch, from 0, of the events that cannot be decided: those that
   * touch these SKUs, and later events of the batch about the same orders.
   */
  @Override
  public Set<Integer> events() {
    return heldBy.keySet();
  }

  /**
   * Returns the SKUs that must be released before an event can be decided, sorted: those that the
   * event touches, and those of the events that it follows. A cancellation itself names no SKU.
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
