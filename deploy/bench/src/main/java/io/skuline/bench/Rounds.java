package io.skuline.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is compared takes turns, and every round begins with another one, so that whatever else the
 * machine does hits all alike. Keeps one figure of every turn.
 *
 * @param <T> what is compared
 */
public final class Rounds<T> {

  private final Map<T, List<Double>> figures = new HashMap<>();

  private Rounds() {}

  /** Measures once. */
  @FunctionalInterface
  public interface Turn<T, E extends Exception> {

    /**
     * @param round 1 for the first
     */
    double take(T compared, int round) throws E;
  }

  /** Lets all take as many turns as there are rounds. */
  public static <T, E extends Exception> Rounds<T> run(int count, List<T> compared, Turn<T, E> turn)
      throws E {
    Rounds<T> rounds = new Rounds<>();
    List<T> order = new ArrayList<>(compared);
    for (int round = 1; round <= count; round++) {
      Progress.say("Round %d of %d".formatted(round, count));
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
