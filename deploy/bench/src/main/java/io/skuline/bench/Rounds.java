package io.skuline.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several things in turns. Every round begins with another one, so that other load on the
 * machine affects all of them alike. It keeps one figure of every turn.
 *
 * @param <T> the type of the things that are compared
 */
public final class Rounds<T> {

  private final Map<T, List<Double>> figures = new HashMap<>();

  private Rounds() {}

  /** Measures once. */
  @FunctionalInterface
  public interface Turn<T, E extends Exception> {

    /**
     * Measures one thing.
     *
     * @param round 1 for the first round
     */
    double take(T compared, int round) throws E;
  }

  /** Measures each thing once in every round. */
  public static <T, E extends Exception> Rounds<T> run(int count, List<T> compared, Turn<T, E> turn)
      throws E {
    Rounds<T> rounds = new Rounds<>();
    List<T> order = new ArrayList<>(compared);
    for (int round = 1; round <= count; round++) {
      BenchLog.say("Round %d of %d".formatted(round, count));
      for (T each : order) {
        rounds.figures.computeIfAbsent(each, any -> new ArrayList<>()).add(turn.take(each, round));
      }
      Collections.rotate(order, 1);
    }
    return rounds;
  }

  public double median(T compared) {
    return Medians.of(figures.get(compared));
  }
}
