package io.skuline.deduction.redis;

import io.skuline.deduction.StoreStatus;
import java.util.Locale;

/** Presents the state of the gate to operators. */
record EpochGateStatus(EpochGate gate) implements StoreStatus {

  @Override
  public Status now() {
    EpochGate.State state = gate.state();
    RebuildProgress rebuild = state.rebuild();
    Phase phase = rebuild != null ? Phase.REBUILDING : state.open() ? Phase.OPEN : Phase.FENCED;
    return new Status(
        "redis",
        phase,
        state.epoch(),
        state.reason(),
        state.since(),
        rebuild == null
            ? null
            : new Progress(
                rebuild.epoch(),
                rebuild.step().name().toLowerCase(Locale.ROOT),
                rebuild.done(),
                rebuild.total()));
  }
}
