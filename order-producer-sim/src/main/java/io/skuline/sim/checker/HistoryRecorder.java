package io.skuline.sim.checker;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
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
 * Keeps what was published and what was answered, and says in the end whether it adds up. Safe for
 * several threads. Holds every event of the run, some 500 bytes each.
 *
 * <p>{@code published = confirmed + rejected + unanswered}, for orders.
 */
public final class HistoryRecorder {

  private static final long MAX_LATENCY_MICROS = 3_600_000_000L;

  private final Premises premises;
  private final ConcurrentHashMap<OperationId, RecordedEvent> entries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<OperationId, StockResult> unasked = new ConcurrentHashMap<>();

  /** Orders that something else than an order was published about. */
  private final Set<String> followed = ConcurrentHashMap.newKeySet();

  private final ConcurrentHistogram latency = new ConcurrentHistogram(MAX_LATENCY_MICROS, 3);
  private final Recorder recent = new Recorder(MAX_LATENCY_MICROS, 3);

  /** Numbers what happens: an answer that came before an event was published has a lower one. */
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
   * Enters an event; call it before the event is sent, so that no answer can come first. Events of
   * one order must be entered in the order in which they are stored.
   *
   * @param dueNanos from when on the answer is waited for
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

  /** Enters a result as it comes. */
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
   * Whether an answer to what was never published is a lie: nobody but this run may publish what
   * has such a key. Any other is somebody else's, or one of old.
   */
  private boolean isOurs(StockResult result) {
    String key = result.key();
    return premises.fresh().test(key)
        || (!premises.mayBeOld(result)
            && (followed.contains(key) || entries.containsKey(OperationId.ofOrder(key))));
  }

  /**
   * Enters no more results. Call it before the closing stock is read, so that nothing is entered
   * that is decided after that.
   */
  public void stop() {
    stopped = true;
  }

  /** Different events entered so far. */
  public long entered() {
    return entries.mappingCount();
  }

  /** Different events answered so far. */
  public long answered() {
    return answered.get();
  }

  /** Orders confirmed so far. */
  public long confirmed() {
    return confirmed.get();
  }

  /** Orders rejected so far. */
  public long rejected() {
    return rejected.get();
  }

  /** When the last first answer came, by the caller's nanosecond clock. */
  public long lastAnswerNanos() {
    return lastAnswerNanos.get();
  }

  /** Microseconds from when an order was due to its first answer. */
  public Histogram latency() {
    return latency.copy();
  }

  /** The same of what was answered since the last call. */
  public Histogram recentLatency() {
    return recent.getIntervalHistogram();
  }

  /**
   * Adds everything up.
   *
   * @param opening stock of each SKU before the first event; a SKU that is missing is not looked at
   * @param closing stock of each SKU after {@link #stop}; a SKU that is missing is unknown to the
   *     service
   */
  public CheckResult close(Map<String, ReportedLevel> opening, Map<String, ReportedLevel> closing) {
    stop();
    HistoryChecker sums = closing();
    unasked.forEach(
        (identity, result) -> {
          // What was published after all may be on its way from before this run.
          if (premises.fresh().test(result.key()) || !entries.containsKey(identity)) {
            sums.addUnasked(identity, result);
          }
        });
    return sums.finish(opening, closing, foreign.sum());
  }

  /**
   * Compares every answer with what was asked, without regard to stock.
   *
   * @return what is wrong, the first of it
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
