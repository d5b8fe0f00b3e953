package io.skuline.sim.checker;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything that was published under one operation, and the answers to it. Guarded by its own
 * monitor.
 */
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
   * Records the first event.
   *
   * @param dueNanos the time from which its answer is awaited
   * @param number when it was published; rises with everything that happens
   */
  RecordedEvent(OrderEvent event, long dueNanos, long number) {
    this.event = event;
    this.dueNanos = dueNanos;
    this.number = number;
  }

  /** Records that the operation was published again, with this event. */
  synchronized void again(OrderEvent copy) {
    if (!copy.equals(event)) {
      others = others.isEmpty() ? new LinkedHashSet<>() : others;
      others.add(copy);
    }
  }

  /**
   * Records an answer.
   *
   * @param happened when it arrived; rises with everything that happens
   * @return whether it is the first answer
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

  /** Returns the first event that was published. */
  OrderEvent event() {
    return event;
  }

  long dueNanos() {
    return dueNanos;
  }

  long number() {
    return number;
  }

  /**
   * Returns the events that were published later under the same operation, but with other contents.
   */
  synchronized List<OrderEvent> others() {
    return List.copyOf(others);
  }

  /** Returns all events that were published under this operation. */
  synchronized List<OrderEvent> contents() {
    return Stream.concat(Stream.of(event), others.stream()).toList();
  }

  /**
   * Returns whether all events waited in one queue, so that {@link #event()} was delivered first.
   */
  synchronized boolean isFirstCertain() {
    return others.stream().allMatch(other -> other.messageGroup().equals(event.messageGroup()));
  }

  /** Returns the first answer, or null. */
  synchronized StockResult answer() {
    return answer;
  }

  /** Returns when the first answer arrived. */
  synchronized long answerNumber() {
    return answerNumber;
  }

  /** Returns the first answer that differs from the first one, or null. */
  synchronized StockResult otherAnswer() {
    return otherAnswer;
  }

  synchronized int copies() {
    return copies;
  }
}
