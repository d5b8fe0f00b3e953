package io.skuline.deduction;

import io.skuline.event.OperationId;
import io.skuline.event.OrderEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Some events of a batch cannot be decided until SKUs that they touch are released. */
public abstract class HeldEventsException extends UndecidableEventsException {

  private final Map<Integer, Set<String>> heldBy;

  HeldEventsException(String why, Map<Integer, Set<String>> touching, List<OrderEvent> batch) {
    super(why + String.join(", ", all(touching)));
    this.heldBy = withFollowers(touching, batch);
  }

  /** Returns all such SKUs that the batch touches. */
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
