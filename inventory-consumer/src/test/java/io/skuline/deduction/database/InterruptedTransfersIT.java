package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.database.FaultyDatabase.Fate;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockReturned;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Somebody dies before or after each commit of a transfer. Nothing is sold twice, and nobody is
 * rejected while there are units.
 */
class InterruptedTransfersIT extends TenUnitsInRows {

  /** With one commit for each database; what was not heard of is done all the same. */
  @ParameterizedTest
  @CsvSource({"1, LOST", "1, DONE_UNHEARD", "2, LOST", "2, DONE_UNHEARD"})
  void whatIsHalfLentIsSold(int commit, Fate fate) {
    dieAt(commit, fate, this::lend);
    assertThat(units().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(UNITS);
    requireToSellOut();
  }

  @ParameterizedTest
  @CsvSource({"1, LOST", "1, DONE_UNHEARD", "2, LOST", "2, DONE_UNHEARD"})
  void whatIsHalfCollectedIsSold(int commit, Fate fate) {
    lend();
    dieAt(commit, fate, () -> rows.transfers().collect(HOT));
    assertThat(units().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(UNITS);
    requireToSellOut();
  }

  @ParameterizedTest
  @CsvSource({"1, DONE_UNHEARD, 1, DONE_UNHEARD", "2, LOST, 2, LOST", "1, DONE_UNHEARD, 1, LOST"})
  void whoeverCompletesItMayDieToo(int first, Fate fate, int second, Fate nextFate) {
    dieAt(first, fate, this::lend);
    dieAt(second, nextFate, () -> rows.transfers().collect(HOT));
    dieAt(second, nextFate, () -> rows.transfers().collect(HOT));
    requireToSellOut();
  }

  /** The base's database commits the mark, and the row's database does not get the unit. */
  @Test
  void aReturnThatIsInterruptedIsCompleted() {
    lend();
    int far = rowIn(1);
    OrderCreated early = order(far, 1);
    decide(early);
    decide(order(0, UNITS - 1));
    StockReturned back = new StockReturned("r", early.ref(), List.of(new OrderLine(HOT, 1)));
    shards.fates(shard -> shard == 1 ? Fate.LOST : Fate.DONE);
    assertThatExceptionOfType(DeductionUnavailableException.class).isThrownBy(() -> decide(back));
    shards.fates(shard -> Fate.DONE);
    assertThat(decide(order(1, 1)))
        .as("nothing came back yet")
        .isInstanceOf(DeductionRejected.class);
    assertThat(decide(back)).isInstanceOf(ReturnAccepted.class);
    assertThat(decide(order(1, 1))).isInstanceOf(DeductionConfirmed.class);
  }
}
