package io.skuline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StockTransferTest {

  private static StockTransfer transfer(boolean toBucket, String stockId) {
    return new StockTransfer("tv-55~3s", 7, toBucket, stockId, 500, 400, 12, 1000);
  }

  @Test
  void whatOneGivesTheOtherTakes() {
    assertThat(transfer(true, "tv-55").movement(9).delta()).isEqualTo(-500);
    assertThat(transfer(true, "tv-55~3s").movement(9).delta()).isEqualTo(500);
    assertThat(transfer(false, "tv-55~3s").movement(9).delta()).isEqualTo(-500);
    assertThat(transfer(false, "tv-55").movement(9).delta()).isEqualTo(500);
  }

  @Test
  void aRowIsTheTransferAgain() {
    for (String stockId : new String[] {"tv-55", "tv-55~3s"}) {
      for (boolean toBucket : new boolean[] {true, false}) {
        StockTransfer transfer = transfer(toBucket, stockId);
        assertThat(StockTransfer.of(transfer.movement(9))).isEqualTo(transfer);
      }
    }
    assertThat(transfer(true, "tv-55").sku()).isEqualTo("tv-55");
  }

  @Test
  void anotherOperationIsNone() {
    for (String operation : new String[] {"", "+", "7", "x+"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StockTransfer.of("a~1", operation, "a", 1, 1, 1, 1));
    }
  }
}
