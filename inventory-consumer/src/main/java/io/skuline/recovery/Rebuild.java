package io.skuline.recovery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.skuline.clock.DatabaseClock;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.redis.EpochGate;
import io.skuline.deduction.redis.RebuildProgress;
import io.skuline.deduction.redis.StockServer;
import io.skuline.journal.JournalEntry;
import io.skuline.ledger.JournalMarks;
import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.Epochs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the stock in Redis anew, from the database and the entries that are still in the journal:
 * all of it, or that of some partitions while the others go on.
 *
 * <ol>
 *   <li>A new epoch begins in the database. Its number is never reused, and two leaders cannot
 *       begin the same one.
 *   <li>The partitions are closed for every earlier epoch: a token takes the epoch's place, and the
 *       scripts are loaded. If one of them serves a later epoch, the leader stood still and has a
 *       successor, and this rebuild ends.
 *   <li>If Redis was divided into another number of partitions before, the former ones are closed
 *       too: an instance with the former number must not go on with them.
 *   <li>A barrier goes through every queue of the journal that was ever seen. When the ledger has
 *       come to all of these barriers, the database has everything that was published. What was
 *       decided in an old epoch of one of the partitions and comes behind a barrier is void.
 *   <li>Numbers that are missing in between were decided and never published: they are made void.
 *   <li>Stock and sequence of every SKU are copied from the database.
 *   <li>SKUs in quarantine stay there: the copy is only as right as the database's row.
 *   <li>The partitions are opened for the epoch, by a script that still finds the token. Had the
 *       server restarted since step 2, neither token nor script would be there.
 * </ol>
 *
 * A rebuild may be interrupted anywhere; the next attempt starts over with the next epoch.
 */
final class Rebuild {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final int SHOWN_QUEUES = 8;
  private static final Duration BARRIER_PATIENCE = Duration.ofMinutes(2);

  private final Epochs epochs;
  private final JournalMarks marks;
  private final RebuildSource source;
  private final StockServer redis;
  private final StockLoader stock;
  private final EpochGate gate;
  private final Clock clock;
  private final Supplier<Instant> databaseTime;
  private final TimeSource time;
  private final MeterRegistry meters;

  Rebuild(
      Epochs epochs,
      JournalMarks marks,
      RebuildSource source,
      StockServer redis,
      EpochGate gate,
      Clock clock,
      Supplier<Instant> databaseTime,
      TimeSource time,
      MeterRegistry meters) {
    this.epochs = epochs;
    this.marks = marks;
    this.source = source;
    this.redis = redis;
    this.stock = new StockLoader(source, redis);
    this.gate = gate;
    this.clock = clock;
    this.databaseTime = databaseTime;
    this.time = time;
    this.meters = meters;
    // So that they are there before the first rebuild.
    for (RebuildProgress.Step step : RebuildProgress.Step.values()) {
      time(step);
    }
  }

  /**
   * Rebuilds partitions; only the leader may call this.
   *
   * @param partitions those to rebuild, at least one
   */
  Epoch run(SortedSet<Integer> partitions) throws InterruptedException {
    long start = System.nanoTime();
    EpochState before = epochs.current();
    long number = Math.max(before.latest(), redis.latestEpoch(partitions)) + 1;
    String token = "rebuilding:" + number + ":" + UUID.randomUUID();
    boolean all = partitions.size() == redis.partitions();
    if (all) {
      beginAll(before, number, token);
    } else {
      epochs.begin(before, number, partitions);
    }
    redis.begin(token, number, partitions);
    awaitLedger(number, partitions, all);
    source.fillVoidNumbers(number, partitions);
    long caughtUp = took(RebuildProgress.Step.LEDGER, start);
    StockLoader.Copied copied = copyStock(token, number, partitions);
    redis.restoreLoans(token, number, partitions, source.transfers());
    redis.quarantine(token, number, source.quarantined(partitions));
    long done = took(RebuildProgress.Step.COPY, caughtUp);
    Instant recallUntil =
        source.nothingDecidedYet()
            ? Instant.EPOCH
            : latestOfAllClocks(copied.latestDecision())
                .plus(DeductionEngine.CLOCK_TOLERANCE)
                .plus(DatabaseClock.TOLERANCE);
    redis.open(token, number, partitions);
    if (all) {
      epochs.openAll(number, recallUntil, partitions.size());
    } else {
      epochs.open(number, recallUntil, partitions);
    }
    log.info(
        "Epoch {} is open{}: {} SKUs rebuilt in {} ms ({} ms for the ledger, {} ms to copy, {} a"
            + " second)",
        number,
        all ? "" : " in partitions " + partitions,
        copied.skus(),
        millis(System.nanoTime() - start),
        millis(caughtUp - start),
        millis(done - caughtUp),
        StockLoader.perSecond(copied.skus(), done - caughtUp));
    return new Epoch(number, true, recallUntil);
  }

  /**
   * The new number of partitions counts once they are open: until then, the former ones may not be
   * closed yet.
   */
  private void beginAll(EpochState before, long number, String token) {
    epochs.beginAll(before, number);
    if (before.latest() > 0 && before.partitions() != redis.partitions()) {
      log.warn(
          "Redis is divided into {} partitions instead of {}",
          redis.partitions(),
          before.partitions());
      redis.closeFormer(before.partitions(), token, number);
    }
  }

  /**
   * Returns a time such that any order decided so far is older than it, apart from the differences
   * of clocks: the instance that decided the order compared its time with a clock that was about
   * the database's. If this instance's clock is slow, the other two times are later.
   */
  private Instant latestOfAllClocks(Instant latestDecision) {
    return Stream.of(clock.instant(), databaseTime.get(), latestDecision)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Timer time(RebuildProgress.Step step) {
    return Timer.builder("skuline.rebuild.time")
        .description("Time that a step of a rebuild took")
        .tag("step", step.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  /** Records how long a step took, and returns the time at its end. */
  private long took(RebuildProgress.Step step, long start) {
    long end = System.nanoTime();
    time(step).record(Duration.ofNanos(end - start));
    return end;
  }

  private static long millis(long nanos) {
    return Duration.ofNanos(nanos).toMillis();
  }

  private void awaitLedger(long epoch, SortedSet<Integer> partitions, boolean all)
      throws InterruptedException {
    long start = time.nanos();
    JournalEntry.Barrier barrier =
        all ? new JournalEntry.Barrier(epoch) : new JournalEntry.Barrier(epoch, partitions);
    Set<String> behind =
        marks.sendBarrier(
            barrier,
            BARRIER_PATIENCE,
            (passed, queueCount, queues) -> {
              if (!queues.isEmpty() && time.nanos() - start > SOON.toNanos()) {
                partitions.forEach(partition -> gate.explain(partition, inWords(queues)));
              }
              report(partitions, epoch, RebuildProgress.Step.LEDGER, passed, queueCount);
            });
    if (!behind.isEmpty()) {
      throw new IllegalStateException(inWords(behind));
    }
  }

  private static String inWords(Set<String> queues) {
    List<String> some = queues.stream().limit(SHOWN_QUEUES).toList();
    return "The ledger has not come to the barrier in %d of the journal's queues, what was told may be there: %s%s"
        .formatted(
            queues.size(), String.join(", ", some), queues.size() > some.size() ? ", ..." : "");
  }

  private StockLoader.Copied copyStock(String token, long epoch, SortedSet<Integer> partitions) {
    long total = source.countSkus(partitions);
    report(partitions, epoch, RebuildProgress.Step.COPY, 0, total);
    return stock.run(
        token,
        epoch,
        partitions,
        total,
        copied -> report(partitions, epoch, RebuildProgress.Step.COPY, copied, total));
  }

  private void report(
      SortedSet<Integer> partitions, long epoch, RebuildProgress.Step step, long done, long total) {
    RebuildProgress progress = new RebuildProgress(epoch, step, done, total);
    partitions.forEach(partition -> gate.rebuilding(partition, progress));
  }
}
