package io.skuline.deduction;

import io.skuline.event.OrderEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Events in the order of their arrival, and the sizes of the batches into which they are cut.
 *
 * @param opening stock to begin with, in batches as large as can be
 * @param events the events that follow, at least one
 * @param batchSizes 1 to {@link DeductionEngine#MAX_EVENTS} each, used in turn, over and over
 * @param shuffleSeed determines the order in which the events are asked a second time
 */
public record History(
    List<OrderEvent> opening, List<OrderEvent> events, List<Integer> batchSizes, int shuffleSeed) {

  public History {
    opening = List.copyOf(opening);
    events = List.copyOf(events);
    batchSizes = List.copyOf(batchSizes);
  }

  /** Returns the opening and the events that follow. */
  public List<OrderEvent> all() {
    return Stream.concat(opening.stream(), events.stream()).toList();
  }

  public List<List<OrderEvent>> batches() {
    List<List<OrderEvent>> batches = new ArrayList<>();
    cut(opening, List.of(DeductionEngine.MAX_EVENTS), batches);
    cut(events, batchSizes, batches);
    return batches;
  }

  private static void cut(
      List<OrderEvent> events, List<Integer> sizes, List<List<OrderEvent>> batches) {
    int from = 0;
    for (int i = 0; from < events.size(); i++) {
      int to = Math.min(events.size(), from + sizes.get(i % sizes.size()));
      batches.add(events.subList(from, to));
      from = to;
    }
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
