package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.event.SkuBuckets;
import io.skuline.store.StockDriftException;
import io.skuline.store.StockTransfer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferHalvesTest {

  private static final String SKU = "tv";
  private static final String BUCKET = SkuBuckets.id(SKU, 1);
  private static final long FIRST = TransferHalves.FIRST;

  @Test
  void loansAreCountedFromANumberThatTheRedisEngineNeverReaches() {
    assertThat(halves().nextLoan()).isEqualTo(FIRST);
    assertThat(halves(half(7, true, SKU, 3)).nextLoan()).isEqualTo(FIRST);
    assertThat(halves(half(FIRST + 4, false, BUCKET, 3), half(2, true, SKU, 4)).nextLoan())
        .isEqualTo(FIRST + 5);
  }

  @Test
  void whatBothSidesHaveIsDone() {
    TransferHalves lent = halves(half(FIRST, true, SKU, 2), half(FIRST, true, BUCKET, 1));
    assertThat(lent.notTaken()).isEmpty();
    assertThat(lent.isOpen()).isTrue();
    assertThat(lent.closingLoan()).isEqualTo(FIRST);

    TransferHalves back =
        halves(
            half(FIRST, true, SKU, 2),
            half(FIRST, true, BUCKET, 1),
            half(FIRST, false, BUCKET, 5),
            half(FIRST, false, SKU, 9));
    assertThat(back.notTaken()).isEmpty();
    assertThat(back.isOpen()).isFalse();
    assertThat(back.closingLoan()).as("for what comes back later").isEqualTo(FIRST + 1);
  }

  @Test
  void whatOnlyTheGiverHasIsOnItsWay() {
    StockTransfer lent = half(FIRST, true, SKU, 2);
    assertThat(halves(lent).notTaken()).containsExactly(lent);
    assertThat(halves(lent).isOpen()).as("as soon as it has come in").isTrue();

    StockTransfer back = half(FIRST, false, BUCKET, 5);
    StockTransfer taken = half(FIRST, true, BUCKET, 1);
    assertThat(halves(back, lent, taken).notTaken()).containsExactly(back);
    assertThat(halves(back, lent, taken).isOpen()).isFalse();
    StockTransfer second = half(FIRST + 1, true, SKU, 12);
    assertThat(halves(second, back, lent, taken).notTaken()).containsExactly(back, second);
  }

  /** It would be there twice. */
  @Test
  void nothingIsTakenThatNobodyGave() {
    TransferHalves halves = halves(half(FIRST, true, BUCKET, 1));
    assertThatExceptionOfType(StockDriftException.class)
        .isThrownBy(halves::notTaken)
        .withMessageContaining(BUCKET);
  }

  @Test
  void otherBucketsDoNotCount() {
    String other = SkuBuckets.id(SKU, 2);
    StockTransfer half = new StockTransfer(other, FIRST, true, SKU, 5, 5, 2, 0);
    assertThat(halves(half).notTaken()).isEmpty();
    assertThat(halves(half).isOpen()).isFalse();
  }

  private static TransferHalves halves(StockTransfer... stored) {
    return new TransferHalves(BUCKET, List.of(stored));
  }

  private static StockTransfer half(long loan, boolean toBucket, String stockId, long sequence) {
    return new StockTransfer(BUCKET, loan, toBucket, stockId, 5, 5, sequence, 0);
  }
}
