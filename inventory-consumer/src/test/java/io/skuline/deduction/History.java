package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Events in the order of their arrival, and how they are cut into batches.
 *
 * @param events at least one
 * @param batchSizes 1 to {@link DeductionEngine#MAX_EVENTS} each, used in turn, over and over
 * @param shuffleSeed in which order the events are asked a second time
 */
record History(List<OrderEvent> events, List<Integer> batchSizes, int shuffleSeed) {

  History {
    events = List.copyOf(events);
    batchSizes = List.copyOf(batchSizes);
  }

  List<List<OrderEvent>> batches() {
    List<List<OrderEvent>> batches = new ArrayList<>();
    int from = 0;
    for (int i = 0; from < events.size(); i++) {
      int to = Math.min(events.size(), from + batchSizes.get(i % batchSizes.size()));
      batches.add(events.subList(from, to));
      from = to;
    }
    return batches;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("history, shuffle seed " + shuffleSeed + ":");
    for (List<OrderEvent> batch : batches()) {
      text.append("\n  batch of ").append(batch.size());
      batch.forEach(event -> text.append("\n    ").append(event));
    }
    return text.append('\n').toString();
  }
}
