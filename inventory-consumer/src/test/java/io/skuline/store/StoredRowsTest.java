package io.skuline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OperationId;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What rows say of answers and of stock. */
class StoredRowsTest {

  private static final Instant AT = Instant.parse("2026-11-27T08:00:00Z");

  private static final List<StockResult> UNMOVED =
      List.of(
          new DeductionRejected("o", AT, DeductionRejected.Reason.CANCELLED, List.of()),
          ReturnAccepted.ofNothing("o", AT, ReturnAccepted.Reason.UNKNOWN_ORDER),
          new ReturnRejected("r", "o", AT, ReturnRejected.Reason.UNKNOWN_ORDER, List.of()),
          new AdjustmentRejected("a", AT, AdjustmentRejected.Reason.BELOW_ZERO, "tea", -3, 2));

  @Test
  void anAnswerThatMovedNothingIsReadBackVerbatim() {
    for (StockResult answer : UNMOVED) {
      UnmovedAnswer row = UnmovedAnswer.of(answer).orElseThrow();
      assertThat(row.toResult()).isEqualTo(answer);
      assertThat(UnmovedAnswer.kind(row.kindCode())).isEqualTo(answer.operation().kind());
      assertThat(row.orderId()).isEqualTo(answer.key());
    }
    assertThat(
            UnmovedAnswer.of(
                new DeductionConfirmed("o", AT, List.of(new StockMove("tea", 1, 1, 1)))))
        .isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> UnmovedAnswer.kind('?'))
        .withMessageContaining("unknown kind: ?");
  }

  /** Two writers that insert the same rows take them in the same order. */
  @Test
  void rowsHaveOneOrderHoweverTheyCome() {
    List<UnmovedAnswer> rows = new ArrayList<>();
    UNMOVED.forEach(answer -> rows.add(UnmovedAnswer.of(answer).orElseThrow()));
    rows.sort(UnmovedAnswer.BY_KEY);
    assertThat(rows)
        .extracting(row -> row.orderId() + row.kindCode())
        .containsExactly("aA", "oD", "oR", "oX");
  }

  @Test
  void everyKindOfMovementHasItsLetter() {
    for (MovementKind kind : MovementKind.values()) {
      assertThat(MovementKind.of(kind.code())).isEqualTo(kind);
    }
    assertThatIllegalStateException().isThrownBy(() -> MovementKind.of('?'));
    assertThat(MovementKind.RELEASE.operation()).isEqualTo(OperationId.Kind.ORDER);
    assertThatIllegalStateException().isThrownBy(MovementKind.VOID::operation);
    assertThatIllegalStateException().isThrownBy(MovementKind.DEDUCTION::adjustment);
  }

  @Test
  void aRowIsPlausibleIfItIsTheSumOfItsMovementsOrWaitsForSome() {
    assertThat(row(5, 3, 3, 3, 5L).plausible()).isTrue();
    assertThat(row(5, 3, 2, 2, null).plausible()).as("one is on its way").isTrue();
    assertThat(row(0, 0, 0, 0, null).plausible()).as("never stocked").isTrue();
    assertThat(row(1, 0, 0, 0, null).plausible()).isFalse();
    assertThat(row(5, 3, 4, 3, 5L).plausible()).as("more than there are numbers").isFalse();
    assertThat(row(5, 3, 3, 2, 5L).plausible()).as("one is missing").isFalse();
    assertThat(row(5, 3, 3, 3, 4L).plausible()).isFalse();
    assertThat(row(5, 3, 3, 3, null).plausible()).isFalse();
    assertThat(row(5, 3, 3, 3, 5L).level()).isEqualTo(new StockLevel(5, 3));
  }

  private static StoredStock.Row row(
      long available, long sequence, long movements, long counted, Long said) {
    return new StoredStock.Row("tea", available, sequence, movements, counted, said);
  }

  @Test
  void aBalanceSaysWhatDoesNotAddUp() {
    SkuBalance.Row row = new SkuBalance.Row(5, 3, 3);
    assertThat(new SkuBalance(row, 5, 3, 3, 0).problem()).isNull();
    assertThat(new SkuBalance(row, 4, 3, 3, 0).problem()).startsWith("stock says 5 at 3");
    assertThat(new SkuBalance(null, 4, 3, 3, 0).problem()).contains("but no stock row");
    assertThat(new SkuBalance(new SkuBalance.Row(5, 4, 3), 5, 4, 3, 0).problem())
        .isEqualTo("3 movements up to sequence 4");
    assertThat(new SkuBalance(row, 5, 3, 3, 2).problem())
        .isEqualTo("2 movements leave something else than they say");
  }
}
