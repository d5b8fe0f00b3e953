package io.skuline.sim.check;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Keeps what was published and what was answered, and says in the end whether it adds up. Safe for
 * several threads. Holds every event of the run, some 500 bytes each.
 *
 * <p>{@code published = confirmed + rejected + unanswered}, for orders.
 */
public final class Books {

  private static final long MAX_LATENCY_MICROS = 3_600_000_000L;

  private final Predicate<String> ours;
  private final ConcurrentHashMap<Identity, Entry> entries = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Identity, StockResult> unasked = new ConcurrentHashMap<>();
  private final ConcurrentHistogram latency = new ConcurrentHistogram(MAX_LATENCY_MICROS, 3);
  private final Recorder recent = new Recorder(MAX_LATENCY_MICROS, 3);
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong lastAnswerNanos = new AtomicLong();
  private final LongAdder foreign = new LongAdder();

  /**
   * @param ours which keys belong to this run: an answer to such a key that was never published is
   *     a violation; an answer to any other is somebody else's
   */
  public Books(Predicate<String> ours) {
    this.ours = ours;
    latency.setAutoResize(false);
  }

  /**
   * Enters an event; call it before the event is sent, so that no answer can come first. Events of
   * one order must be entered in the order in which they are stored.
   *
   * @param dueNanos from when on the answer is waited for
   */
  public void published(OrderEvent event, long dueNanos) {
    Entry known =
        entries.putIfAbsent(
            Identity.of(event), new Entry(event, dueNanos, published.incrementAndGet()));
    if (known != null) {
      known.again(event);
    }
  }

  /** Enters a result as it comes. */
  public void seen(StockResult result, long nowNanos) {
    Identity identity = Identity.of(result);
    Entry entry = entries.get(identity);
    if (entry == null) {
      if (ours.test(result.key())) {
        unasked.putIfAbsent(identity, result);
      } else {
        foreign.increment();
      }
    } else if (entry.answer(result)) {
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
   * @param opening stock of each SKU before the first event; a missing SKU was untouched
   * @param closing stock of each SKU after the last answer; a missing SKU is unknown to the service
   */
  public Findings close(Map<String, StockLevel> opening, Map<String, StockLevel> closing) {
    Closing sums = new Closing(ours, id -> entries.get(new Identity(Identity.Kind.ORDER, id)));
    entries.forEach(sums::add);
    unasked.forEach(sums::addUnasked);
    return sums.finish(opening, closing, foreign.sum());
  }
}
