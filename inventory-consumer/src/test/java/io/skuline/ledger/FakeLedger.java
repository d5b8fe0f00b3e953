package io.skuline.ledger;

import io.skuline.concurrent.TimeSource;
import io.skuline.journal.Journal;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.FakeRocketMqClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The ledger of one shard as others see it: it passes the journal's marks, or hangs. */
public final class FakeLedger {

  private final FakeJournalQueues queues = new FakeJournalQueues();
  private final FakeJournalProbes probes = new FakeJournalProbes();

  /** How many more marks the ledger passes before it hangs. */
  public int passesMore = Integer.MAX_VALUE;

  /** The journal's queues that the broker reports; empty if it reports none. */
  public Set<String> queuesNow = Set.of();

  /** The queue to which a message group goes. */
  public UnaryOperator<String> queueOf = UnaryOperator.identity();

  /** Reads a message that was stored in the journal. */
  public void read(FakeRocketMqClient.Stored message) {
    JournalEntry entry =
        JournalCodec.decode(ByteBuffer.wrap(message.body().getBytes(StandardCharsets.US_ASCII)));
    if (passesMore == 0) {
      return;
    }
    String queue = queueOf.apply(message.group());
    if (entry instanceof JournalEntry.Barrier barrier) {
      passesMore--;
      queues.passed(barrier.epoch(), barrier.partitions(), queue, message.group());
    } else if (entry instanceof JournalEntry.Probe probe) {
      passesMore--;
      probes.passed(probe.id(), queue);
    }
  }

  LedgerProgress progress() {
    return new LedgerProgress(List.of(queues), List.of(probes));
  }

  public JournalMarks marks(Journal journal, TimeSource time) {
    return new JournalMarks(
        journal,
        () -> queuesNow.isEmpty() ? Optional.empty() : Optional.of(queuesNow),
        progress(),
        time);
  }

  /** Returns the latest barrier of each queue. */
  public Map<String, Long> barriers() {
    return queues.barriers(Collections.emptySortedSet());
  }

  /** Returns how many probes are still waited for. */
  public int probesUnderWay() {
    return probes.queues.size();
  }
}
