package io.skuline.bench;

import java.util.List;

/** Computes the median of a few rounds. */
public final class Medians {

  private Medians() {}

  public static double of(List<Double> rounds) {
    List<Double> sorted = rounds.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
