package io.skuline.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The latest 15 minutes of the sale at an instance, second by second, in memory only. */
final class SaleHistory {

  static final int SECONDS = 15 * 60;

  private final Deque<Sample> samples = new ArrayDeque<>(SECONDS);

  synchronized void add(Sample sample) {
    if (samples.size() == SECONDS) {
      samples.removeFirst();
    }
    samples.addLast(sample);
  }

  /** Returns the samples, the oldest first. */
  synchronized List<Sample> all() {
    return List.copyOf(samples);
  }

  /** Returns the latest sample; one of which nothing is known before the first. */
  synchronized Sample latest() {
    Sample latest = samples.peekLast();
    return latest == null ? Sample.unknown(0) : latest;
  }

  /** Returns the samples from this second on, the oldest first. */
  synchronized List<Sample> since(long second) {
    List<Sample> found = new ArrayList<>();
    Iterator<Sample> newest = samples.descendingIterator();
    while (newest.hasNext()) {
      Sample sample = newest.next();
      if (sample.second() < second) {
        break;
      }
      found.add(sample);
    }
    Collections.reverse(found);
    return found;
  }
}
