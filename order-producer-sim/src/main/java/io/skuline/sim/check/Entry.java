package io.skuline.sim.check;

import io.skuline.event.OrderEvent;
import io.skuline.event.StockResult;

/** One event and the answers to it. Guarded by its own monitor. */
final class Entry {

  private final OrderEvent event;
  private final long publishedNanos;
  private StockResult answer;
  private StockResult otherAnswer;
  private int copies;

  Entry(OrderEvent event, long publishedNanos) {
    this.event = event;
    this.publishedNanos = publishedNanos;
  }

  /** Returns whether this is the first answer. */
  synchronized boolean answer(StockResult result) {
    if (answer == null) {
      answer = result;
      return true;
    }
    copies++;
    if (otherAnswer == null && !answer.equals(result)) {
      otherAnswer = result;
    }
    return false;
  }

  OrderEvent event() {
    return event;
  }

  long publishedNanos() {
    return publishedNanos;
  }

  /** The first answer, or null. */
  synchronized StockResult answer() {
    return answer;
  }

  /** The first answer that differs from the first one, or null. */
  synchronized StockResult otherAnswer() {
    return otherAnswer;
  }

  synchronized int copies() {
    return copies;
  }
}
