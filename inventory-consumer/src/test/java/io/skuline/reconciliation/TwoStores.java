package io.skuline.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.concurrent.FakeTimeSource;
import io.skuline.deduction.SettableClock;
import io.skuline.event.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The place where stock is decided and the database, both in memory, with the ledger in between.
 */
final class TwoStores {

  static final Duration PATIENCE = Duration.ofMinutes(10);
  static final Instant NOW = Instant.parse("2026-11-26T12:30:00Z");

  /** The changes, in their order. */
  final List<String> log = new ArrayList<>();

  /** The reports of the drift alarm. */
  final List<String> alarms = new ArrayList<>();

  final FakeTimeSource time = new FakeTimeSource();
  final SettableClock clock = new SettableClock(NOW);
  final MeterRegistry meters = new SimpleMeterRegistry();
  final FakeStoredStock stored = new FakeStoredStock(log);
  final FakeLiveStock decided = new FakeLiveStock(log);
  final FakeQuarantines stays = new FakeQuarantines(log, stored, clock);
  final LaggingSkus lagging = new LaggingSkus(time);

  /**
   * The results of probes of the ledger, one after the other; after them the ledger always comes
   * through.
   */
  final List<Boolean> probes = new ArrayList<>();

  /** When the ledger was probed. */
  final List<Duration> probedAt = new ArrayList<>();

  /** Receives the name of the operator who has released a SKU. */
  Consumer<String> afterRelease = who -> {};

  final LedgerProbe probe = this::probed;
  final QuarantineService quarantine =
      new QuarantineService(
          stored,
          stays,
          decided,
          probe,
          (sku, epoch, what) -> alarms.add(epoch + " " + what),
          PATIENCE,
          clock,
          who -> afterRelease.accept(who));
  final ReconcileProperties properties =
      new ReconcileProperties(true, 100_000, Duration.ofSeconds(1), PATIENCE);
  final ReconcileMetrics metrics = new ReconcileMetrics(meters, lagging);
  final ReconciliationPass pass =
      new ReconciliationPass(
          stored,
          decided,
          quarantine,
          lagging,
          probe,
          (sku, epoch, what) -> alarms.add(epoch + " " + what),
          properties,
          metrics,
          clock,
          time);

  private boolean probed() {
    probedAt.add(Duration.ofNanos(time.nanos()));
    return probes.isEmpty() || probes.remove(0);
  }

  PassReport reconcile() throws InterruptedException {
    return pass.run(skus -> {});
  }

  /** Gives a SKU its first units, in both stores. */
  void stock(String sku, long units) {
    decided.levels.put(sku, new StockLevel(units, 1));
    stored.store(sku, units, units, 1);
  }

  /** Decides units, which the database does not know yet. */
  StockLevel decide(String sku, long units) {
    StockLevel before = decided.levels.get(sku);
    StockLevel after = new StockLevel(before.available() - units, before.sequence() + 1);
    decided.levels.put(sku, after);
    return after;
  }

  /** Decides and stores units. */
  void sell(String sku, long units) {
    StockLevel after = decide(sku, units);
    stored.store(sku, -units, after.available(), after.sequence());
  }
}
