package io.skuline.ledger;

import io.skuline.broker.Backoff;
import io.skuline.broker.Broker;
import io.skuline.broker.Held;
import io.skuline.deadletter.DeadLetterPublisher;
import io.skuline.event.InvalidEventException;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.apis.ClientException;
import org.apache.rocketmq.client.apis.consumer.SimpleConsumer;
import org.apache.rocketmq.client.apis.message.MessageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that reads the journal and stores it. Journal messages are acknowledged after their
 * transaction; while the database is away they are held, so that the ledger only lags.
 */
final class LedgerReceiver implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(LedgerReceiver.class);

  /** The broker's own limit of one receive. */
  private static final int MESSAGES = 32;

  private final LedgerProperties properties;
  private final Broker broker;
  private final SimpleConsumer consumer;
  private final Ledger ledger;
  private final BarrierTable barriers;
  private final DeadLetterPublisher deadLetters;
  private final LedgerMetrics metrics;

  LedgerReceiver(
      LedgerProperties properties,
      Broker broker,
      SimpleConsumer consumer,
      Ledger ledger,
      BarrierTable barriers,
      DeadLetterPublisher deadLetters,
      LedgerMetrics metrics) {
    this.properties = properties;
    this.broker = broker;
    this.consumer = consumer;
    this.ledger = ledger;
    this.barriers = barriers;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
  }

  /** Runs until its thread is interrupted. */
  @Override
  public void run() {
    Backoff backoff = new Backoff();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          List<MessageView> messages = consumer.receive(MESSAGES, properties.invisible());
          backoff.reset();
          if (!messages.isEmpty()) {
            seeThrough(messages);
          }
        } catch (ClientException | RuntimeException e) {
          if (stopping(e)) {
            return;
          }
          log.warn("The ledger cannot receive: {}", e.toString());
          backoff.pause();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void seeThrough(List<MessageView> messages) throws InterruptedException {
    Held held = new Held(broker, consumer, messages, properties.invisible());
    Backoff backoff = new Backoff();
    while (true) {
      try {
        store(messages);
        held.acknowledge();
        return;
      } catch (RuntimeException e) {
        if (stopping(e)) {
          throw new InterruptedException();
        }
        log.warn("The ledger holds {} batches: {}", messages.size(), e.getMessage());
        metrics.retried();
      }
      if (!held.extend()) {
        return;
      }
      backoff.pause();
    }
  }

  /** In the order of the queue, so that a barrier comes after everything before it. */
  private void store(List<MessageView> messages) {
    List<JournalEntry.Batch> batches = new ArrayList<>();
    int results = 0;
    for (MessageView message : messages) {
      JournalEntry entry = read(message);
      if (entry instanceof JournalEntry.Batch batch) {
        if (isVoid(batch, group(message))) {
          metrics.voided();
        } else {
          batches.add(batch);
          results += batch.results().size();
        }
      } else if (entry instanceof JournalEntry.Barrier barrier) {
        flush(batches);
        results = 0;
        barriers.passed(barrier.epoch(), group(message));
      }
      if (results >= properties.transactionSize()) {
        flush(batches);
        results = 0;
      }
    }
    flush(batches);
  }

  /** Decided in an epoch that had ended when it reached the journal; nobody was told. */
  private boolean isVoid(JournalEntry.Batch batch, String group) {
    if (batch.epoch() >= barriers.latest(group)) {
      return false;
    }
    log.warn("{} late answers of epoch {} are void", batch.results().size(), batch.epoch());
    return true;
  }

  private static String group(MessageView message) {
    return message.getMessageGroup().orElse("");
  }

  private void flush(List<JournalEntry.Batch> batches) {
    if (batches.isEmpty()) {
      return;
    }
    long start = System.nanoTime();
    Ledger.Stored counts = ledger.store(batches);
    List<StockResult> last = batches.get(batches.size() - 1).results();
    long decidedAt = last.get(last.size() - 1).decidedAt().toEpochMilli();
    metrics.stored(counts, decidedAt, Duration.ofNanos(System.nanoTime() - start));
    batches.clear();
  }

  /** The entry, or null if it cannot be read and was set aside. */
  private JournalEntry read(MessageView message) {
    try {
      return JournalCodec.decode(message.getBody());
    } catch (IllegalArgumentException e) {
      log.error("Journal message {} set aside", message.getMessageId(), e);
      deadLetters.park(
          message,
          new InvalidEventException(
              InvalidEventException.Code.MALFORMED_JSON, "", "not a journal entry: " + e));
      metrics.unreadable();
      return null;
    }
  }

  private static boolean stopping(Exception e) {
    return Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException;
  }
}
