package io.skuline.sim.checker;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What was published under one identity, and the answers to it. Guarded by its own monitor. */
final class RecordedEvent {

  private final OrderEvent event;
  private final long dueNanos;
  private final long number;
  private Set<OrderEvent> others = Set.of();
  private StockResult answer;
  private long answerNumber;
  private StockResult otherAnswer;
  private int copies;

  /**
   * @param dueNanos from when on its answer is waited for
   * @param number when it was published; rises with everything that happens
   */
  RecordedEvent(OrderEvent event, long dueNanos, long number) {
    this.event = event;
    this.dueNanos = dueNanos;
    this.number = number;
  }

  /** The identity was published again, with this. */
  synchronized void again(OrderEvent copy) {
    if (!copy.equals(event)) {
      others = others.isEmpty() ? new LinkedHashSet<>() : others;
      others.add(copy);
    }
  }

  /**
   * Returns whether this is the first answer.
   *
   * @param happened when it came; rises with everything that happens
   */
  synchronized boolean answer(StockResult result, long happened) {
    if (answer == null) {
      answer = result;
      answerNumber = happened;
      return true;
    }
    copies++;
    if (otherAnswer == null && !answer.equals(result)) {
      otherAnswer = result;
    }
    return false;
  }

  /** The first event published. */
  OrderEvent event() {
    return event;
  }

  long dueNanos() {
    return dueNanos;
  }

  long number() {
    return number;
  }

  /** Events published later under the same identity, but with other contents. */
  synchronized List<OrderEvent> others() {
    return List.copyOf(others);
  }

  /** All events published under this identity. */
  synchronized List<OrderEvent> contents() {
    return Stream.concat(Stream.of(event), others.stream()).toList();
  }

  /** Whether all waited in one queue, so that {@link #event()} was delivered first. */
  synchronized boolean isFirstCertain() {
    return others.stream().allMatch(other -> other.messageGroup().equals(event.messageGroup()));
  }

  /** The first answer, or null. */
  synchronized StockResult answer() {
    return answer;
  }

  /** When the first answer came. */
  synchronized long answerNumber() {
    return answerNumber;
  }

  /** The first answer that differs from the first one, or null. */
  synchronized StockResult otherAnswer() {
    return otherAnswer;
  }

  synchronized int copies() {
    return copies;
  }
}
