package io.skuline.recovery;

import static io.skuline.store.OnlyPartition.ONLY;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.clock.DatabaseClock;
import io.skuline.concurrent.FakeTimeSource;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.SettableClock;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RebuildProgress;
import io.skuline.event.StockLevel;
import io.skuline.journal.Journal;
import io.skuline.ledger.FakeLedger;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.store.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A rebuild whose servers, journal and clocks are in memory. */
abstract class RebuildFixture {

  static final String JOURNAL = "journal";
  static final Instant NOW = Instant.parse("2026-11-26T12:30:00Z");
  static final Duration TOLERATED = DeductionEngine.CLOCK_TOLERANCE.plus(DatabaseClock.TOLERANCE);

  final List<String> log = new ArrayList<>();
  final FakeRocketMqClient broker = new FakeRocketMqClient(log);
  final FakeLedger ledger = new FakeLedger();
  final FakeRebuildSource source = new FakeRebuildSource(log);
  final FakeServer server = new FakeServer(log);
  final FakeEpochs epochs = new FakeEpochs(log);
  final FakeTimeSource time = new FakeTimeSource();
  Instant databaseTime = NOW;
  final EpochGate gate = new EpochGate();
  final List<RebuildProgress> progress = new ArrayList<>();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final Rebuild rebuild =
      new Rebuild(
          epochs,
          ledger.marks(new Journal(broker.connect(), JOURNAL), time),
          source,
          server,
          gate,
          new SettableClock(NOW),
          () -> databaseTime,
          time,
          meters);

  /** Rebuilds all. */
  final Epoch rebuild() throws InterruptedException {
    return rebuild.run(ONLY);
  }

  @BeforeEach
  void lose() {
    epochs.set(new Epoch(4, true, Instant.EPOCH), 1);
    broker.read(ledger::read);
    source.stock("a", new StockLevel(7, 3));
    source.quarantined.add("held");
    time.whileAsleep(() -> progress.add(gate.state().rebuild()));
  }
}
