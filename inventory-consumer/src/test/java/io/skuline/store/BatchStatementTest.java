package io.skuline.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchStatementTest {

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "5,8", "17,32", "32,32", "33,64", "65,96", "255,256", "256,256"})
  void shapesAreFew(int rows, int shape) {
    assertThat(BatchStatement.shape(rows)).isEqualTo(shape);
  }

  @Test
  void noShapeIsTooSmall() {
    for (int rows = 1; rows <= 256; rows++) {
      assertThat(BatchStatement.shape(rows)).isBetween(rows, Math.max(2 * rows - 1, rows + 31));
    }
  }
}
