package io.skuline.reconciliation;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.Leader;
import io.skuline.store.LockUnavailableException;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Runs passes, in the background and on request; only one runs at a time in all instances. */
public final class Reconciler extends BackgroundService {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

  /**
   * @param enabled whether passes run by themselves
   * @param running whether this instance is running one
   * @param skus how many SKUs its present or latest pass has compared
   * @param behind SKUs of which this instance knows that the database lacks something
   * @param lagMillis how long the database has lacked the number that it has lacked longest, in
   *     milliseconds
   * @param lastPass the latest pass of this instance; null before the first
   * @param quarantined the SKUs in quarantine in the whole system, at most 1000
   */
  public record State(
      boolean enabled,
      boolean running,
      long skus,
      long behind,
      long lagMillis,
      @Nullable PassReport lastPass,
      List<QuarantineRecord> quarantined) {}

  private final ReconciliationPass pass;
  private final Leader leader;
  private final QuarantineService quarantine;
  private final LaggingSkus lagging;
  private final ReconcileProperties properties;
  private final ReconcileMetrics metrics;
  private final Consumer<ReconcilePassTable.Row> kept;
  private final TimeSource time;
  private final AtomicReference<@Nullable PassReport> last = new AtomicReference<>();
  private volatile boolean running;
  private volatile long skus;

  Reconciler(
      ReconciliationPass pass,
      Leader leader,
      QuarantineService quarantine,
      LaggingSkus lagging,
      ReconcileProperties properties,
      ReconcileMetrics metrics,
      Consumer<ReconcilePassTable.Row> kept,
      TimeSource time) {
    super("reconcile");
    this.pass = pass;
    this.leader = leader;
    this.quarantine = quarantine;
    this.lagging = lagging;
    this.properties = properties;
    this.metrics = metrics;
    this.kept = kept;
    this.time = time;
  }

  public State state() {
    List<QuarantineRecord> open = quarantine.open();
    metrics.quarantined(open.size());
    return state(open);
  }

  /** Returns the same without the SKUs in quarantine, and asks no database. */
  public State progress() {
    return state(List.of());
  }

  private State state(List<QuarantineRecord> open) {
    return new State(
        properties.enabled(),
        running,
        skus,
        lagging.size(),
        lagging.oldest().toMillis(),
        last.get(),
        open);
  }

  /**
   * Runs a pass now.
   *
   * @param progress receives the number of SKUs now and then
   * @throws PassInProgressException if another pass is under way and does not end within seconds
   * @throws DeductionUnavailableException if stock is fenced, or the database cannot be asked
   */
  public PassReport run(LongConsumer progress) throws InterruptedException {
    AtomicReference<@Nullable PassReport> report = new AtomicReference<>();
    long deadline = time.nanos() + REQUEST_PATIENCE.toNanos();
    while (!runAlone(progress, report)) {
      if (time.nanos() - deadline > 0) {
        throw new PassInProgressException();
      }
      time.sleep(POLL);
    }
    return Objects.requireNonNull(report.get());
  }

  private boolean runAlone(LongConsumer progress, AtomicReference<@Nullable PassReport> report)
      throws InterruptedException {
    try {
      return leader.runAlone(() -> report.set(runPass(progress)));
    } catch (LockUnavailableException e) {
      throw new DeductionUnavailableException("The database cannot be asked", e);
    }
  }

  private PassReport runPass(LongConsumer progress) throws InterruptedException {
    running = true;
    long start = time.nanos();
    metrics.begins(() -> Duration.ofNanos(time.nanos() - start));
    try {
      PassReport report =
          pass.run(
              count -> {
                skus = count;
                progress.accept(count);
              });
      last.set(report);
      kept.accept(report.row());
      return report;
    } finally {
      running = false;
      metrics.ends();
    }
  }

  @Override
  protected void step() throws InterruptedException {
    time.sleep(properties.pause());
    try {
      runAlone(count -> {}, new AtomicReference<>());
      metrics.quarantined(quarantine.openSkus().size());
    } catch (DeductionUnavailableException | DataAccessException e) {
      log.info("No reconciliation now: {}", e.getMessage());
    }
  }

  /** The setting concerns only passes that start by themselves; requested passes run anyway. */
  @Override
  public boolean isAutoStartup() {
    return properties.enabled();
  }
}
