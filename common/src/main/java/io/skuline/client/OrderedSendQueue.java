package io.skuline.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lane per order that has events on their way; only the first of a lane may be sent. There are
 * never more events in all lanes than there is room for, and an order whose last event has left
 * leaves nothing behind.
 */
final class OrderedSendQueue {

  private final int room;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition roomLeft = lock.newCondition();
  private final Condition empty = lock.newCondition();
  private final Map<String, Queue<PendingEvent>> lanes = new HashMap<>();
  private int inFlight;
  private boolean closed;

  OrderedSendQueue(int room) {
    this.room = room;
  }

  /**
   * @param mayWait whether to wait for room; if not, the event enters even if there is none
   * @return whether it is the first in its lane, so that it is to be sent now
   * @throws IllegalStateException if closed
   */
  boolean enter(PendingEvent event, boolean mayWait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (mayWait && !closed && inFlight >= room) {
        roomLeft.await();
      }
      if (closed) {
        throw new IllegalStateException("the publisher is closed");
      }
      inFlight++;
      Queue<PendingEvent> lane =
          lanes.computeIfAbsent(event.event().key(), key -> new ArrayDeque<>(1));
      lane.add(event);
      return lane.size() == 1;
    } finally {
      lock.unlock();
    }
  }

  /** The first event of a lane leaves it; the next one, if any, is to be sent now. */
  Optional<PendingEvent> leave(PendingEvent event) {
    lock.lock();
    try {
      String key = event.event().key();
      Queue<PendingEvent> lane = lanes.get(key);
      if (lane == null || lane.peek() != event) {
        return Optional.empty(); // abandoned meanwhile
      }
      lane.remove();
      inFlight--;
      roomLeft.signal();
      if (inFlight == 0) {
        empty.signalAll();
      }
      if (lane.isEmpty()) {
        lanes.remove(key);
      }
      return Optional.ofNullable(lane.peek());
    } finally {
      lock.unlock();
    }
  }

  /** Nothing may enter any more; who waits for room is turned away. */
  void close() {
    lock.lock();
    try {
      closed = true;
      roomLeft.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether all events left in time. */
  boolean awaitEmpty(Duration timeout) throws InterruptedException {
    long nanosLeft = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (inFlight > 0 && nanosLeft > 0) {
        nanosLeft = empty.awaitNanos(nanosLeft);
      }
      return inFlight == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Empties all lanes and returns what was in them. */
  List<PendingEvent> abandon() {
    lock.lock();
    try {
      List<PendingEvent> left = lanes.values().stream().flatMap(Queue::stream).toList();
      lanes.clear();
      inFlight = 0;
      empty.signalAll();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Orders that have events on their way. */
  int orders() {
    lock.lock();
    try {
      return lanes.size();
    } finally {
      lock.unlock();
    }
  }
}
