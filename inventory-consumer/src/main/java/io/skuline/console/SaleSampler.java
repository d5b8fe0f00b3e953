package io.skuline.console;

import io.skuline.concurrent.BackgroundService;
import io.skuline.concurrent.TimeSource;
import io.skuline.deduction.StoreStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a sample of the sale every second. */
final class SaleSampler extends BackgroundService {

  private static final long SECOND = 1_000_000_000;

  private final SaleMeters meters;
  private final Supplier<StoreStatus.Status> stock;
  private final SaleHistory history;
  private final Clock clock;
  private final TimeSource time;
  private SaleMeters.@Nullable Totals before;
  private long measuredAt;

  SaleSampler(
      SaleMeters meters,
      Supplier<StoreStatus.Status> stock,
      SaleHistory history,
      Clock clock,
      TimeSource time) {
    super("console-sampler");
    this.meters = meters;
    this.stock = stock;
    this.history = history;
    this.clock = clock;
    this.time = time;
  }

  @Override
  protected void step() throws InterruptedException {
    long untilNext = 1000 - clock.millis() % 1000;
    time.sleep(Duration.ofMillis(untilNext));
    sample();
  }

  /** Takes a sample of what has happened since the one before. */
  void sample() {
    SaleMeters.Totals now = meters.totals();
    long at = time.nanos();
    SaleMeters.Totals then = before;
    if (then != null) {
      history.add(sample(then, now, (double) (at - measuredAt) / SECOND));
    }
    before = now;
    measuredAt = at;
  }

  private Sample sample(SaleMeters.Totals then, SaleMeters.Totals now, double seconds) {
    boolean results = now.batches() > then.batches();
    return new Sample(
        clock.instant().getEpochSecond(),
        (now.received() - then.received()) / seconds,
        (now.confirmed() - then.confirmed()) / seconds,
        (now.rejected() - then.rejected()) / seconds,
        (now.parked() - then.parked()) / seconds,
        results ? meters.millisToResult(0.5) : Double.NaN,
        results ? meters.millisToResult(0.99) : Double.NaN,
        meters.lagSeconds(),
        Phases.sells(stock.get().phase()));
  }
}
