package io.skuline.sim.demand;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** The scenarios there are, by the names that the command line uses. */
public enum ScenarioName {
  /** Many buyers, a few hot SKUs, more demand than stock. */
  FLASH_SALE("flash-sale");

  private final String label;

  ScenarioName(String label) {
    this.label = label;
  }

  public static Optional<ScenarioName> of(String label) {
    return Arrays.stream(values()).filter(name -> name.label.equals(label)).findFirst();
  }

  public Scenario with(Demand demand, InstantSource clock) {
    return switch (this) {
      case FLASH_SALE -> new FlashSale(demand, clock);
    };
  }

  @Override
  public String toString() {
    return label;
  }
}
