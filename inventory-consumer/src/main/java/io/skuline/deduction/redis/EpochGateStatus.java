package io.skuline.deduction.redis;

import io.skuline.deduction.StoreStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Presents the state of the gate to operators. */
record EpochGateStatus(EpochGate gate) implements StoreStatus {

  @Override
  public Status now() {
    List<EpochGate.State> states = gate.states();
    EpochGate.State all = gate.state();
    long open = states.stream().filter(EpochGate.State::open).count();
    return new Status(
        "redis",
        open > 0 && open < states.size() ? Phase.PARTLY_OPEN : phase(all),
        all.epoch(),
        all.reason(),
        all.since(),
        progress(all.rebuild()),
        states.size() == 1 ? List.of() : partitions(states));
  }

  private static List<Partition> partitions(List<EpochGate.State> states) {
    List<Partition> partitions = new ArrayList<>(states.size());
    for (EpochGate.State state : states) {
      partitions.add(
          new Partition(
              partitions.size(),
              phase(state),
              state.epoch(),
              state.reason(),
              state.since(),
              progress(state.rebuild())));
    }
    return partitions;
  }

  private static Phase phase(EpochGate.State state) {
    return state.rebuild() != null ? Phase.REBUILDING : state.open() ? Phase.OPEN : Phase.FENCED;
  }

  private static @Nullable Progress progress(@Nullable RebuildProgress rebuild) {
    return rebuild == null
        ? null
        : new Progress(
            rebuild.epoch(),
            rebuild.step().name().toLowerCase(Locale.ROOT),
            rebuild.done(),
            rebuild.total());
  }
}
