package io.skuline.sim.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.sim.checker.HistoryRecorder;
import io.skuline.sim.checker.Premises;
import io.skuline.sim.progress.Pulse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterTest {

  private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1000 * MILLI;

  private final HistoryRecorder recorder =
      new HistoryRecorder(new Premises(key -> true, Instant.EPOCH, false));

  @Test
  void readsWhatHappenedSinceTheLastTime() {
    order("before", 0);
    confirm("before", 900 * MILLI);
    Meter meter = new Meter(recorder, () -> 12, SECOND);

    order("a", SECOND);
    order("b", SECOND);
    order("c", SECOND);
    confirm("a", SECOND + 10 * MILLI);
    reject("b", SECOND + 20 * MILLI);
    Pulse first = meter.read(SECOND + SECOND / 2);
    confirm("c", SECOND + 600 * MILLI);
    Pulse second = meter.read(2 * SECOND);
    Pulse quiet = meter.read(3 * SECOND);

    assertThat(first.published()).isEqualTo(3);
    assertThat(first.answered()).isEqualTo(2);
    assertThat(first.rejected()).isEqualTo(1);
    assertThat(first.perSecond()).isEqualTo(4);
    assertThat(first.p50Micros()).isBetween(9_900L, 10_100L);
    assertThat(first.p99Micros()).isBetween(19_900L, 20_100L);
    assertThat(first.ledgerMillis()).isEqualTo(12);
    assertThat(second.answered()).isEqualTo(3);
    assertThat(second.perSecond()).isEqualTo(2);
    assertThat(second.p50Micros()).isBetween(599_000L, 601_000L);
    assertThat(quiet.perSecond()).isZero();
    assertThat(quiet.p99Micros()).isEqualTo(-1);
  }

  private void order(String id, long dueNanos) {
    recorder.published(new OrderCreated(id, NOW, List.of(new OrderLine("sku", 1))), dueNanos);
  }

  private void confirm(String id, long nanos) {
    recorder.seen(new DeductionConfirmed(id, NOW, List.of(new StockMove("sku", 1, 1, 1))), nanos);
  }

  private void reject(String id, long nanos) {
    recorder.seen(
        new DeductionRejected(
            id, NOW, DeductionRejected.Reason.OUT_OF_STOCK, List.of(new Shortage("sku", 1, 0))),
        nanos);
  }
}
