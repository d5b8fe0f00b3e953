package io.skuline.sim.workload;

import io.skuline.event.StockAdjusted;
import java.util.List;

/** A scenario of generated orders: each of them is one event. */
abstract class GeneratedScenario implements Scenario {

  final OrderGenerator generator;

  GeneratedScenario(OrderGenerator generator) {
    this.generator = generator;
  }

  @Override
  public final List<StockAdjusted> opening() {
    return generator.opening();
  }

  @Override
  public long size() {
    return generator.demand().orders();
  }
}
