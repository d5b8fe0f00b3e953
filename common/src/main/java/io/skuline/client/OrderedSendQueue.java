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
 * Queues events in one lane per order; only the first event of a lane may be sent. All lanes
 * together never hold more events than there is room for. An order whose last event has left leaves
 * nothing behind.
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
   * Takes an event into its lane.
   *
   * @param mayWait whether to wait for room; if not, the event enters even if there is no room
   * @return whether the event is the first in its lane, so that it is to be sent now
   * @throws IllegalStateException if the queue is closed
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

  /**
   * Removes the first event of a lane. Returns the next one, which is to be sent now, if there is
   * one.
   */
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

  /** Closes the queue. Nothing may enter any more, also not a thread that waits for room. */
  void close() {
    lock.lock();
    try {
      closed = true;
      roomLeft.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all lanes are empty. Returns whether they were empty in time. */
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

  /** Returns the number of orders that have events on their way. */
  int orders() {
    lock.lock();
    try {
      return lanes.size();
    } finally {
      lock.unlock();
    }
  }
}
