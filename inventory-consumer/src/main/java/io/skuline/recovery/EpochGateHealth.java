package io.skuline.recovery;

import io.skuline.deduction.redis.EpochGate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether stock is sold, and if not, why and since when. */
final class EpochGateHealth implements HealthIndicator {

  private final EpochGate gate;

  EpochGateHealth(EpochGate gate) {
    this.gate = gate;
  }

  @Override
  public Health health() {
    EpochGate.State state = gate.state();
    Health.Builder health = state.open() ? Health.up() : Health.outOfService();
    health.withDetail("epoch", state.epoch()).withDetail("since", state.since().toString());
    if (!state.open()) {
      health.withDetail("reason", state.reason());
    }
    if (state.rebuild() != null) {
      health.withDetail("rebuilding", state.rebuild());
    }
    return health.build();
  }
}
