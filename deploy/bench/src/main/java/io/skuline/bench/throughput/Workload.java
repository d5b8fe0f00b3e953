package io.skuline.bench.throughput;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is ordered: which SKUs, how unevenly, and how many lines. There is always enough stock,
 * because a sale is more work than a rejection.
 */
final class Workload {

  /** The units of each SKU at the start. */
  static final int STOCK = 1_000_000;

  /** How demand spreads over the SKUs. */
  enum Demand {
    UNIFORM(10_000),
    ZIPF(1_000),
    HOT(1);

    final int skus;

    Demand(int skus) {
      this.skus = skus;
    }
  }

  private static final double ZIPF_EXPONENT = 1.1;

  private final Demand demand;
  private final int lines;
  private final double[] cumulative;

  Workload(Demand demand, int lines) {
    if (lines < 1 || lines > demand.skus) {
      throw new IllegalArgumentException(lines + " lines from " + demand.skus + " SKUs");
    }
    this.demand = demand;
    this.lines = lines;
    this.cumulative = cumulative(demand);
  }

  String name() {
    return demand.name().toLowerCase(java.util.Locale.ROOT) + "-" + lines;
  }

  int lines() {
    return lines;
  }

  List<String> skus() {
    List<String> skus = new ArrayList<>(demand.skus);
    for (int sku = 0; sku < demand.skus; sku++) {
      skus.add(sku(sku));
    }
    return skus;
  }

  /** Returns an order of different SKUs, one unit each. */
  OrderCreated order(String id, SplittableRandom random) {
    Set<Integer> chosen = new LinkedHashSet<>();
    while (chosen.size() < lines) {
      chosen.add(pick(random));
    }
    return new OrderCreated(
        id, Instant.now(), chosen.stream().map(sku -> new OrderLine(sku(sku), 1)).toList());
  }

  private int pick(SplittableRandom random) {
    if (demand != Demand.ZIPF) {
      return random.nextInt(demand.skus);
    }
    int found = java.util.Arrays.binarySearch(cumulative, random.nextDouble());
    return found >= 0 ? found : -found - 1;
  }

  private static double[] cumulative(Demand demand) {
    double[] sums = new double[demand.skus];
    double sum = 0;
    for (int rank = 0; rank < sums.length; rank++) {
      sum += Math.pow(rank + 1, -ZIPF_EXPONENT);
      sums[rank] = sum;
    }
    for (int rank = 0; rank < sums.length; rank++) {
      sums[rank] /= sum;
    }
    return sums;
  }

  private static String sku(int number) {
    return "sku-" + number;
  }
}
