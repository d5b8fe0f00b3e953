package io.skuline.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.client.FakeMessage;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.FakeDeadLetterStore;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.SettableClock;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.store.shard.SlotMap;
import io.skuline.tracing.Traces;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.springframework.dao.DataAccessResourceFailureException;

/** A journal reader over tables, barriers and a broker in memory. */
abstract class JournalReaderFixture {

  /** The message group of {@link FakeMessage}. */
  static final String GROUP = "sku";

  static final String LETTERS = "letters";

  final FakeLedgerTables tables = new FakeLedgerTables();
  final FakeJournalQueues barriers = new FakeJournalQueues();
  final FakeJournalProbes probes = new FakeJournalProbes();
  final FakeRocketMqClient broker = new FakeRocketMqClient();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final SettableClock clock = new SettableClock(Answered.AT);
  boolean shardReady = true;

  /** The queue from which every message is received; null if that cannot be found out. */
  String queue;

  final JournalReader reader =
      new JournalReader(
          this::requireShard,
          3,
          new Ledger(SlotMap.single(), 0, tables, DriftAlarm.NONE),
          barriers,
          message -> Optional.ofNullable(queue),
          probes,
          new DeadLetterPublisher(broker.connect(), LETTERS, new FakeDeadLetterStore()),
          new LedgerMetrics(meters, 0, clock),
          traces());

  /** The traces of journal messages that a test looks at. */
  Traces traces() {
    return Traces.OFF;
  }

  private void requireShard() {
    if (!shardReady) {
      throw new IllegalStateException("the shard is not ready");
    }
  }

  long commits() {
    return tables.steps.stream().filter(FakeLedgerTables.Step.COMMIT::equals).count();
  }

  double count(String name, String... tags) {
    return meters
        .counter(
            name, Stream.concat(Stream.of(tags), Stream.of("shard", "0")).toArray(String[]::new))
        .count();
  }

  ReceiveLoop.BatchTask begin(JournalEntry... entries) {
    return reader.begin(Stream.of(entries).map(JournalReaderFixture::message).toList());
  }

  static MessageView message(JournalEntry entry) {
    return message(entry, Answered.AT);
  }

  static MessageView message(JournalEntry entry, Instant born) {
    return new FakeMessage(
        new String(JournalCodec.encode(entry), StandardCharsets.US_ASCII),
        Map.of(FakeMessage.BORN, Long.toString(born.toEpochMilli())),
        List.of());
  }

  static DataAccessResourceFailureException away() {
    return new DataAccessResourceFailureException("away");
  }
}
