package io.skuline.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The latest 15 minutes of the sale at this instance, second by second, in memory only. */
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

  /** Returns the average of the latest seconds that were measured; NaN if none was. */
  synchronized double average(int seconds, ToDoubleFunction<Sample> value) {
    return samples.stream()
        .skip(Math.max(0, samples.size() - seconds))
        .mapToDouble(value)
        .filter(measured -> !Double.isNaN(measured))
        .average()
        .orElse(Double.NaN);
  }
}
