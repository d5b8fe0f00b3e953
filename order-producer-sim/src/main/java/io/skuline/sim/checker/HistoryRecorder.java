package io.skuline.sim.checker;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import io.skuline.sim.admin.ReportedLevel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Records every event that is published and every answer that arrives, and checks in the end
 * whether everything adds up. Safe for several threads. It keeps every event of the run, about 500
 * bytes each.
 *
 * <p>For orders, {@code published = confirmed + rejected + unanswered}.
 */
public final class HistoryRecorder {

  private static final long MAX_LATENCY_MICROS = 3_600_000_000L;

  private final Premises premises;
  private final ConcurrentHashMap<OperationId, RecordedEvent> entries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<OperationId, StockResult> unasked = new ConcurrentHashMap<>();

  /** Orders about which another event than an order was published. */
  private final Set<String> followed = ConcurrentHashMap.newKeySet();

  private final ConcurrentHistogram latency = new ConcurrentHistogram(MAX_LATENCY_MICROS, 3);
  private final Recorder recent = new Recorder(MAX_LATENCY_MICROS, 3);

  /**
   * Numbers all that happens, so an answer that arrived before an event was published has a lower
   * number.
   */
  private final AtomicLong happened = new AtomicLong();

  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong lastAnswerNanos = new AtomicLong();
  private final LongAdder foreign = new LongAdder();
  private volatile boolean stopped;

  public HistoryRecorder(Premises premises) {
    this.premises = premises;
    latency.setAutoResize(false);
  }

  /**
   * Records an event. Call this before the event is sent, so that no answer can arrive first. The
   * events of one order must be recorded in the order in which they are stored.
   *
   * @param dueNanos the time from which the answer is awaited
   */
  public void published(OrderEvent event, long dueNanos) {
    RecordedEvent known =
        entries.putIfAbsent(
            event.operation(), new RecordedEvent(event, dueNanos, happened.incrementAndGet()));
    if (known != null) {
      known.again(event);
    } else if (!(event instanceof OrderCreated)) {
      followed.add(event.key());
    }
  }

  /** Records a result when it arrives. */
  public void seen(StockResult result, long nowNanos) {
    if (stopped) {
      return;
    }
    OperationId identity = result.operation();
    RecordedEvent entry = entries.get(identity);
    if (entry == null) {
      if (isOurs(result)) {
        unasked.putIfAbsent(identity, result);
      } else {
        foreign.increment();
      }
    } else if (entry.answer(result, happened.incrementAndGet())) {
      if (!(entry.event() instanceof StockAdjusted)) {
        long waited = Math.max(0, (nowNanos - entry.dueNanos()) / 1000);
        long micros = Math.min(waited, MAX_LATENCY_MICROS);
        latency.recordValue(micros);
        recent.recordValue(micros);
      }
      confirmed.addAndGet(result instanceof DeductionConfirmed ? 1 : 0);
      rejected.addAndGet(result instanceof DeductionRejected ? 1 : 0);
      lastAnswerNanos.set(nowNanos);
      answered.incrementAndGet();
    }
  }

  /**
   * Returns whether an answer to an event that was never published is a false one, because only
   * this run may publish events with such a key. Other answers belong to another publisher, or are
   * old.
   */
  private boolean isOurs(StockResult result) {
    String key = result.key();
    return premises.fresh().test(key)
        || (!premises.mayBeOld(result)
            && (followed.contains(key) || entries.containsKey(OperationId.ofOrder(key))));
  }

  /**
   * Stops recording results. Call this before the closing stock is read, so that no later decision
   * is recorded.
   */
  public void stop() {
    stopped = true;
  }

  /** Returns the number of different events recorded so far. */
  public long entered() {
    return entries.mappingCount();
  }

  /** Returns the number of different events answered so far. */
  public long answered() {
    return answered.get();
  }

  /** Returns the number of orders confirmed so far. */
  public long confirmed() {
    return confirmed.get();
  }

  /** Returns the number of orders rejected so far. */
  public long rejected() {
    return rejected.get();
  }

  /** Returns when the last first answer arrived, by the caller's nanosecond clock. */
  public long lastAnswerNanos() {
    return lastAnswerNanos.get();
  }

  /** Returns the microseconds from the time when an order was due to its first answer. */
  public Histogram latency() {
    return latency.copy();
  }

  /** Returns the same of the orders that were answered since the last call. */
  public Histogram recentLatency() {
    return recent.getIntervalHistogram();
  }

  /**
   * Checks the whole history.
   *
   * @param opening stock of each SKU before the first event; a SKU that is missing is not checked
   * @param closing stock of each SKU after {@link #stop}; a SKU that is missing is unknown to the
   *     service
   */
  public CheckResult close(Map<String, ReportedLevel> opening, Map<String, ReportedLevel> closing) {
    stop();
    HistoryChecker sums = closing();
    unasked.forEach(
        (identity, result) -> {
          // An event that was published later may have an old answer on its way from before this
          // run.
          if (premises.fresh().test(result.key()) || !entries.containsKey(identity)) {
            sums.addUnasked(identity, result);
          }
        });
    return sums.finish(opening, closing, foreign.sum());
  }

  /**
   * Compares every answer with its event, without regard to stock.
   *
   * @return the first violations
   */
  public List<Violation> wrongAnswers() {
    return closing().violations().stream()
        .filter(each -> each.rule() != Violation.Rule.ANSWERED)
        .toList();
  }

  private HistoryChecker closing() {
    HistoryChecker sums = new HistoryChecker(premises, id -> entries.get(OperationId.ofOrder(id)));
    entries.forEach(sums::add);
    return sums;
  }
}
