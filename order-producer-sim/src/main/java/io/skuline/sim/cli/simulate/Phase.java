package io.skuline.sim.cli.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the sales that a simulation plays one after the other.
 *
 * @param name the head of its column in the report
 * @param orders number of orders
 * @param rate events a second; 0 for as fast as possible
 */
record Phase(String name, int orders, double rate) {

  /**
   * Returns the phases of a simulation.
   *
   * @param warmUp orders that only warm up, before the rest; 0 for none
   * @param orders orders of each phase; one value is for all phases
   * @param rates rates of each phase; one value is for all phases
   */
  static List<Phase> of(int warmUp, List<Integer> orders, List<Double> rates) {
    int count = Math.max(orders.size(), rates.size());
    if (warmUp < 0 || !fits(orders, count) || !fits(rates, count)) {
      throw new IllegalArgumentException(
          "--warm-up must not be negative, and --orders and --rate must have one value or as many"
              + " as the other");
    }
    List<Phase> phases = new ArrayList<>();
    if (warmUp > 0) {
      addWarmUp(phases, warmUp, rates.get(0));
    }
    for (int i = 0; i < count; i++) {
      double rate = rates.get(rates.size() == 1 ? 0 : i);
      phases.add(new Phase(name(rate), orders.get(orders.size() == 1 ? 0 : i), rate));
    }
    return phases;
  }

  /**
   * Adds the warm-up. A burst makes large batches and a steady pace makes small ones, and each
   * warms up other code.
   */
  private static void addWarmUp(List<Phase> phases, int orders, double firstRate) {
    int paced = firstRate == 0 ? 0 : orders / 2;
    phases.add(new Phase("warm-up", orders - paced, 0));
    if (paced > 0) {
      double rate = 2 * firstRate;
      phases.add(new Phase("warm-up " + name(rate), paced, rate));
    }
  }

  private static boolean fits(List<?> values, int count) {
    return values.size() == 1 || values.size() == count;
  }

  private static String name(double rate) {
    return rate == 0 ? "burst" : "%,.0f/s".formatted(rate);
  }

  /** Returns the title that is shown while the phase runs. */
  String title() {
    return "%s: %,d orders%s".formatted(name, orders, rate == 0 ? " as fast as it goes" : "");
  }
}
