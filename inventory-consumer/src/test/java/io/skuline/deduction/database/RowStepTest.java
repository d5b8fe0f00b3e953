package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStepTest {

  private static final int LEAST = 100;

  @ParameterizedTest
  @CsvSource({
    "4, 0, 400;0;0;0, LEND",
    "4, 0, 399;0;0;0, NONE",
    "4, 4, 100;100;100;100, NONE",
    "4, 4, 0;0;0;0, NONE",
    "4, 4, 1000;1000;1000;1000, NONE",
    "4, 4, 1200;1200;1100;500, NONE",
    "4, 4, 1201;1200;1100;499, EVEN_OUT",
    "4, 4, 0;200;200;200, EVEN_OUT",
    "4, 4, 0;0;0;399, NONE",
    "4, 2, 400;400;0;0, EVEN_OUT",
    "4, 8, 400;400;400;400;400;400;400;400, EVEN_OUT",
    "1, 4, 0;0;0;0, COLLECT",
    "1, 4, 9;9;9;9, COLLECT",
    "1, 0, 900;0;0;0, NONE",
    "1, 0, 0;0;1;0, MARK",
    "4, 2, 900;900;1;0, MARK",
    "4, 3, 9;9;1;0, NONE",
  })
  void whatIsDoneNext(int wanted, int lent, String units, RowStep step) {
    assertThat(RowStep.next(wanted, LEAST, lent, units(units))).isEqualTo(step);
  }

  @Test
  void theLastRowWithUnitsCounts() {
    assertThat(RowStep.rowsWithUnits(units("0;0;0"))).isZero();
    assertThat(RowStep.rowsWithUnits(units("5;0;0"))).isEqualTo(1);
    assertThat(RowStep.rowsWithUnits(units("0;0;5"))).isEqualTo(3);
  }

  private static long[] units(String text) {
    long[] some = Arrays.stream(text.split(";", -1)).mapToLong(Long::parseLong).toArray();
    return Arrays.copyOf(some, 16);
  }
}
