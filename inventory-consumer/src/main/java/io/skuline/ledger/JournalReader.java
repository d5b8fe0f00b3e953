package io.skuline.ledger;

import io.skuline.broker.ReceiveLoop;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the ledger does with journal messages: stores them, many in a transaction. While the
 * database is away they are held, so that the ledger only lags.
 */
final class JournalReader implements ReceiveLoop.Handler {

  private static final Logger log = LoggerFactory.getLogger(JournalReader.class);

  private final int transactionSize;
  private final Ledger ledger;
  private final BarrierTable barriers;
  private final DeadLetterPublisher deadLetters;
  private final LedgerMetrics metrics;

  JournalReader(
      int transactionSize,
      Ledger ledger,
      BarrierTable barriers,
      DeadLetterPublisher deadLetters,
      LedgerMetrics metrics) {
    this.transactionSize = transactionSize;
    this.ledger = ledger;
    this.barriers = barriers;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  @Override
  public ReceiveLoop.Work begin(List<MessageView> messages) {
    return new ReceiveLoop.Work() {
      @Override
      public void attempt() {
        store(messages);
      }

      @Override
      public void failed() {
        metrics.retried();
      }

      @Override
      public void acknowledged(int refused) {
        // What was refused comes again and is recognised as a repeat.
      }

      @Override
      public void dropped() {
        // Comes again.
      }
    };
  }

  /** In the order of the queue, so that a barrier comes after everything before it. */
  private void store(List<MessageView> messages) {
    PendingBatches pending = new PendingBatches(transactionSize);
    Map<String, Long> latestBarrier = new HashMap<>();
    for (MessageView message : messages) {
      Optional<JournalEntry> entry = read(message);
      String group = message.getMessageGroup().orElse("");
      if (entry.orElse(null) instanceof JournalEntry.Batch batch) {
        if (batch.epoch() < latestBarrier.computeIfAbsent(group, barriers::latest)) {
          log.warn("{} late answers of epoch {} are void", batch.results().size(), batch.epoch());
          metrics.voided();
        } else {
          pending.add(batch);
        }
      } else if (entry.orElse(null) instanceof JournalEntry.Barrier barrier) {
        flush(pending);
        barriers.passed(barrier.epoch(), group);
        latestBarrier.remove(group);
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
    List<StockResult> last = batches.get(batches.size() - 1).results();
    long decidedAt = last.get(last.size() - 1).decidedAt().toEpochMilli();
    metrics.stored(counts, decidedAt, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The entry; empty if it cannot be read and was set aside. */
  private Optional<JournalEntry> read(MessageView message) {
    try {
      return Optional.of(JournalCodec.decode(message.getBody()));
    } catch (IllegalArgumentException e) {
      log.error("Journal message {} set aside", message.getMessageId(), e);
      deadLetters.park(
          message,
          new InvalidEventException(
              InvalidEventException.Code.MALFORMED_JSON, "", "not a journal entry: " + e));
      metrics.unreadable();
      return Optional.empty();
    }
  }
}
