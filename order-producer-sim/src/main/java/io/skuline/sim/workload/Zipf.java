package io.skuline.sim.workload;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws 0 to n - 1, where k comes (k + 1)^-exponent times as often as 0. */
final class Zipf {

  private final double[] cumulative;

  Zipf(int n, double exponent) {
    cumulative = new double[n];
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += Math.pow(k + 1, -exponent);
      cumulative[k] = sum;
    }
  }

  int draw(RandomGenerator random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int at = Arrays.binarySearch(cumulative, point);
    // An exact hit is the upper end of its own share, so it belongs to the next one.
    return Math.min(at >= 0 ? at + 1 : -at - 1, cumulative.length - 1);
  }
}
