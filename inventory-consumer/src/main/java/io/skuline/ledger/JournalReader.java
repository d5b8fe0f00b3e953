package io.skuline.ledger;

import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.deadletter.ParkReason;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import io.skuline.messaging.ReceiveLoop;
import io.skuline.store.JournalProbes;
import io.skuline.store.JournalQueues;
import io.skuline.store.VoidEntries;
import io.skuline.tracing.Traces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger's work on journal messages: it stores them, many in a transaction. While the database
 * is unavailable it keeps them, so that the ledger only lags.
 *
 * @param ready throws while the shard cannot be used
 * @param queueOf finds the queue that a message was received from; empty if that cannot be found
 *     out
 */
record JournalReader(
    Runnable ready,
    int transactionSize,
    Ledger ledger,
    JournalQueues queues,
    Function<MessageView, Optional<String>> queueOf,
    JournalProbes probes,
    DeadLetterPublisher deadLetters,
    LedgerMetrics metrics,
    Traces traces)
    implements ReceiveLoop.BatchHandler {

  private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

  @Override
  public ReceiveLoop.BatchTask begin(List<MessageView> messages) {
    List<Placed> entries = new ArrayList<>(messages.size());
    List<Unreadable> unreadable = new ArrayList<>(0);
    for (MessageView message : messages) {
      try {
        JournalEntry entry = JournalCodec.decode(message.getBody());
        String group = message.getMessageGroup().orElse("");
        // JournalMarks counts the message groups in the same way where the queue cannot be found
        // out.
        entries.add(new Placed(entry, queueOf.apply(message).orElse(group), group));
      } catch (IllegalArgumentException e) {
        unreadable.add(new Unreadable(message, e));
      }
    }
    LedgerMetrics.Receipt receipt = metrics.received(oldest(messages));
    return new ReceiveLoop.BatchTask() {
      @Override
      public void attempt() {
        ready.run();
        storeTraced(messages, entries);
        // Parking comes last, so that an outage in which this is tried again and again leaves one
        // dead letter.
        unreadable.forEach(JournalReader.this::park);
      }

      @Override
      public void failed() {
        metrics.retried();
      }

      @Override
      public void acknowledged(int refused) {
        // A refused message comes again and is recognised as a repeat.
        metrics.done(receipt);
      }

      @Override
      public void dropped() {
        // The messages come again.
        metrics.done(receipt);
      }
    };
  }

  /** Returns when the oldest of the messages was written to the journal. */
  private static long oldest(List<MessageView> messages) {
    return messages.stream().mapToLong(MessageView::getBornTimestamp).min().orElseThrow();
  }

  /** An entry, the queue that it came through, and its message group. */
  private record Placed(JournalEntry entry, String queue, String group) {}

  private record Unreadable(MessageView message, IllegalArgumentException why) {}

  private void storeTraced(List<MessageView> messages, List<Placed> entries) {
    Traces.Batch trace = traces.storing(messages);
    try {
      store(entries);
      trace.ended(Optional.empty());
    } catch (RuntimeException | Error e) {
      trace.ended(Optional.of(e));
      throw e;
    }
  }

  /**
   * Stores the entries in the order of the queue, so that a mark comes after everything before it.
   */
  private void store(List<Placed> entries) {
    PendingBatches pending = new PendingBatches(transactionSize, ledger::rows);
    Map<String, VoidEntries> voids = new HashMap<>();
    for (Placed placed : entries) {
      String queue = placed.queue();
      if (placed.entry() instanceof JournalEntry.Batch batch) {
        if (voids.computeIfAbsent(queue, queues::voidIn).contain(batch.epochs())) {
          log.warn("{} late answers of epoch {} are void", batch.results().size(), batch.epochs());
          metrics.voided();
        } else {
          pending.add(batch);
        }
      } else if (placed.entry() instanceof JournalEntry.Barrier barrier) {
        flush(pending);
        queues.passed(barrier.epoch(), barrier.partitions(), queue, placed.group());
        voids.remove(queue);
      } else if (placed.entry() instanceof JournalEntry.Probe probe) {
        flush(pending);
        probes.passed(probe.id(), queue);
      }
      if (pending.full()) {
        flush(pending);
      }
    }
    flush(pending);
  }

  private void flush(PendingBatches pending) {
    List<JournalEntry.Batch> batches = pending.take();
    if (batches.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    Ledger.Stored counts = ledger.store(batches);
    metrics.stored(counts, Duration.ofNanos(System.nanoTime() - start));
  }

  private void park(Unreadable unreadable) {
    log.error(
        "Journal message {} set aside", unreadable.message().getMessageId(), unreadable.why());
    deadLetters.park(
        unreadable.message(),
        ParkReason.MALFORMED_JSON,
        "not a journal entry: " + unreadable.why(),
        0);
    metrics.unreadable();
  }
}
