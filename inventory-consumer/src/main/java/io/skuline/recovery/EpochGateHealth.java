package io.skuline.recovery;

import io.skuline.deduction.redis.EpochGate;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether stock is sold, and if some is not, why and since when. */
final class EpochGateHealth implements HealthIndicator {

  private final EpochGate gate;

  EpochGateHealth(EpochGate gate) {
    this.gate = gate;
  }

  @Override
  public Health health() {
    EpochGate.State state = gate.state();
    List<EpochGate.State> all = gate.states();
    long open = all.stream().filter(EpochGate.State::open).count();
    // Who sells some of the stock is to be sent orders.
    Health.Builder health = open > 0 ? Health.up() : Health.outOfService();
    health.withDetail("epoch", state.epoch()).withDetail("since", state.since().toString());
    if (all.size() > 1) {
      health.withDetail("partitionsOpen", open).withDetail("partitions", all.size());
    }
    if (!state.open()) {
      health.withDetail("reason", state.reason());
    }
    if (state.rebuild() != null) {
      health.withDetail("rebuilding", state.rebuild());
    }
    return health.build();
  }
}
