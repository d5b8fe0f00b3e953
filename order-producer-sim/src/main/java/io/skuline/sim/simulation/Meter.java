package io.skuline.sim.simulation;

import io.skuline.sim.checker.HistoryRecorder;
import io.skuline.sim.progress.Pulse;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** Reads from the recorder what happened since the last reading. For one thread at a time. */
final class Meter {

  private final HistoryRecorder recorder;
  private final LongSupplier ledgerMillis;
  private final long before;
  private long lastNanos;
  private long lastAnswered;

  /**
   * Creates a meter. Events that are recorded already do not count.
   *
   * @param ledgerMillis how far the ledger is behind, -1 if that is unknown
   */
  Meter(HistoryRecorder recorder, LongSupplier ledgerMillis, long nowNanos) {
    this.recorder = recorder;
    this.ledgerMillis = ledgerMillis;
    before = recorder.entered();
    lastNanos = nowNanos;
    lastAnswered = recorder.answered();
    Histogram unused = recorder.recentLatency();
  }

  synchronized Pulse read(long nowNanos) {
    long entered = recorder.entered();
    long answered = recorder.answered();
    Histogram lately = recorder.recentLatency();
    double seconds = Math.max(nowNanos - lastNanos, 1) / 1e9;
    double perSecond = (answered - lastAnswered) / seconds;
    lastNanos = nowNanos;
    lastAnswered = answered;
    return new Pulse(
        entered - before,
        answered - before,
        recorder.confirmed(),
        recorder.rejected(),
        perSecond,
        percentile(lately, 50),
        percentile(lately, 99),
        ledgerMillis.getAsLong());
  }

  private static long percentile(Histogram micros, double percent) {
    return micros.getTotalCount() == 0 ? -1 : micros.getValueAtPercentile(percent);
  }
}
