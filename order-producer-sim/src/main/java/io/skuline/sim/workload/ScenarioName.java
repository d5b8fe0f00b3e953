package io.skuline.sim.workload;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** The scenarios, by the names that the command line uses. */
public enum ScenarioName {
  /** Many buyers, a few hot SKUs, more demand than stock. */
  FLASH_SALE("flash-sale", new Usual(500, 0.33, 1.1, 1)),
  /** Many SKUs, and stock for nearly every order. */
  STEADY("steady", new Usual(2000, 0.33, 0.3, 4)),
  /** Only carts, over few and scarce SKUs. */
  CARTS("carts", new Usual(50, 1, 0.8, 0.5)),
  /** Cancellations, and valid and invalid returns. */
  RETURNS("returns", new Usual(100, 0.33, 0.8, 0.7)),
  /** Every message several times, shuffled. */
  DUPLICATES("duplicates", new Usual(100, 0.33, 0.8, 0.7)),
  /** Orders among malformed bodies. */
  POISON("poison", new Usual(100, 0.33, 0.8, 1));

  /**
   * The usual demand of a scenario.
   *
   * @param skus number of SKUs
   * @param cartShare see {@link Demand}
   * @param zipf see {@link Demand}
   * @param stockFactor stock of each SKU, in units of the average demand for a SKU
   */
  public record Usual(int skus, double cartShare, double zipf, double stockFactor) {

    /** Returns the units of each SKU, at least 1. */
    public int stock(int orders, int skusOnSale, double cartShareOfOrders) {
      double mean = Demand.meanDemand(orders, skusOnSale, cartShareOfOrders);
      return (int) Math.max(1, Math.round(mean * stockFactor));
    }
  }

  private static final int MAX_CART_LINES = 5;
  private static final int MAX_LINES_OF_CARTS = 8;

  private final String label;

  @SuppressWarnings("ImmutableEnumChecker") // A record of numbers.
  private final Usual usual;

  ScenarioName(String label, Usual usual) {
    this.label = label;
    this.usual = usual;
  }

  public static Optional<ScenarioName> of(String label) {
    return Arrays.stream(values()).filter(name -> name.label.equals(label)).findFirst();
  }

  /** Returns the usual demand. */
  public Usual usual() {
    return usual;
  }

  public Scenario with(Demand demand, InstantSource clock) {
    OrderGenerator generator =
        new OrderGenerator(demand, this == CARTS ? MAX_LINES_OF_CARTS : MAX_CART_LINES, clock);
    return switch (this) {
      case FLASH_SALE, STEADY, CARTS -> new OrdersOnly(generator);
      case RETURNS -> new InterleavedScenario(generator, new Returns(generator));
      case DUPLICATES -> new InterleavedScenario(generator, new Duplicates(generator));
      case POISON -> new MalformedMessages(generator);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
