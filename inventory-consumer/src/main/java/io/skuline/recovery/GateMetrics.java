package io.skuline.recovery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.skuline.deduction.redis.DataLoss;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RebuildProgress;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Publishes whether stock is sold, and how far a rebuild is. */
record GateMetrics(EpochGate gate) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry meters) {
    gauge("skuline.epoch.open", "1 if all stock is sold", g -> g.state().open() ? 1 : 0, meters);
    gauge("skuline.epoch.number", "The latest epoch", g -> g.state().epoch(), meters);
    gauge("skuline.partitions", "Partitions of the stock", g -> g.states().size(), meters);
    gauge(
        "skuline.partitions.open",
        "Partitions that are sold",
        g -> g.open().recallUntil().size(),
        meters);
    gauge(
        "skuline.rebuild.skus.copied",
        "SKUs that a rebuild has copied; 0 if none is copying",
        g -> copying(g, RebuildProgress::done),
        meters);
    gauge(
        "skuline.rebuild.skus",
        "SKUs that a rebuild has to copy; 0 if none is copying",
        g -> copying(g, RebuildProgress::total),
        meters);
    for (DataLoss loss : DataLoss.values()) {
      FunctionCounter.builder("skuline.epoch.losses", gate, g -> g.count(loss))
          .description("How often Redis had lost data, or could not be trusted")
          .tag("found", loss.tag())
          .register(meters);
    }
  }

  private void gauge(
      String name, String description, ToDoubleFunction<EpochGate> value, MeterRegistry meters) {
    Gauge.builder(name, gate, value).description(description).register(meters);
  }

  private static long copying(EpochGate gate, ToLongFunction<RebuildProgress> which) {
    RebuildProgress rebuild = gate.state().rebuild();
    return rebuild == null || rebuild.step() != RebuildProgress.Step.COPY
        ? 0
        : which.applyAsLong(rebuild);
  }
}
