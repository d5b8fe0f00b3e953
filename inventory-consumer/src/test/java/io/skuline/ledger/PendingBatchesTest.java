package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingBatchesTest {

  private static final StockResult REJECTED =
      new DeductionRejected("o", Instant.EPOCH, DeductionRejected.Reason.OUT_OF_STOCK, List.of());

  @Test
  void linesOfCartsCountNotOrders() {
    PendingBatches pending = new PendingBatches(1000, PendingBatchesTest::rows);
    pending.add(batch(9, cartOf(100)));
    assertThat(pending.full()).isFalse();
    pending.add(batch(1, cartOf(100)));
    assertThat(pending.full()).isTrue();
  }

  @Test
  void answersThatMovedNothingAreRowsToo() {
    PendingBatches pending = new PendingBatches(64, PendingBatchesTest::rows);
    pending.add(batch(32, REJECTED));
    assertThat(pending.full()).isFalse();
    pending.add(batch(32, REJECTED));
    assertThat(pending.full()).isTrue();
  }

  @Test
  void takingEmptiesIt() {
    PendingBatches pending = new PendingBatches(1, PendingBatchesTest::rows);
    JournalEntry.Batch batch = batch(1, REJECTED);
    pending.add(batch);
    assertThat(pending.take()).containsExactly(batch);
    assertThat(pending.full()).isFalse();
    assertThat(pending.take()).isEmpty();
  }

  private static JournalEntry.Batch batch(int orders, StockResult result) {
    return new JournalEntry.Batch(1, Collections.nCopies(orders, result));
  }

  private static StockResult cartOf(int lines) {
    return new DeductionConfirmed(
        "o", Instant.EPOCH, Collections.nCopies(lines, new StockMove("a", 1, 1, 1)));
  }

  private static int rows(StockResult result) {
    return result instanceof DeductionConfirmed confirmed ? confirmed.lines().size() : 1;
  }
}
