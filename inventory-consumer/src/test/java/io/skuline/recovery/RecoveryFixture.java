package io.skuline.recovery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.concurrent.FakeTimeSource;
import io.skuline.deduction.Decisions;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.SettableClock;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.event.OrderEvent;
import io.skuline.journal.Journal;
import io.skuline.ledger.FakeLedger;
import io.skuline.ledger.JournalMarks;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.store.Epoch;
import io.skuline.store.Leader;
import io.skuline.store.LockUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** Recovery over a server, a database and a journal in memory. */
abstract class RecoveryFixture {

  static final String JOURNAL = "journal";
  static final Instant UNTIL = Instant.parse("2026-11-26T12:30:00Z");

  final List<String> log = new ArrayList<>();
  final FakeRocketMqClient broker = new FakeRocketMqClient();
  final FakeLedger ledger = new FakeLedger();
  final FakeServer server = new FakeServer(log);
  final FakeEpochs epochs = new FakeEpochs(log);
  final EpochGate gate;
  final Engine engine = new Engine();
  Runnable whenRebuilt = () -> {};
  final OneLeader leader = new OneLeader();
  final JournalMarks marks =
      ledger.marks(new Journal(broker.connect(), JOURNAL), new FakeTimeSource());
  final Recovery recovery;

  RecoveryFixture(int partitions) {
    gate = new EpochGate(partitions);
    server.partitions = partitions;
    recovery =
        new Recovery(
            gate,
            engine,
            server,
            epochs,
            leader,
            new Rebuild(
                epochs,
                marks,
                new FakeRebuildSource(log),
                server,
                gate,
                new SettableClock(UNTIL),
                () -> UNTIL,
                new FakeTimeSource(),
                new SimpleMeterRegistry()),
            marks,
            () -> {
              log.add("rebuilt");
              whenRebuilt.run();
            });
  }

  @BeforeEach
  void open() {
    broker.read(ledger::read);
    epochs.set(new Epoch(4, true, UNTIL), server.partitions);
    server.opened = 4;
  }

  static final class Engine implements DeductionEngine {
    int verified;
    boolean away;

    @Override
    public Decisions decide(List<OrderEvent> events) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void verify() {
      if (away) {
        throw new DeductionUnavailableException("away");
      }
      verified++;
    }
  }

  static final class OneLeader implements Leader {
    boolean elsewhere;
    boolean away;
    int led;
    Runnable meanwhile = () -> {};

    @Override
    public boolean runAlone(Work work) throws InterruptedException {
      if (away) {
        throw new LockUnavailableException("no lock", new IllegalStateException("away"));
      }
      if (elsewhere) {
        return false;
      }
      led++;
      meanwhile.run();
      work.run();
      return true;
    }
  }
}
