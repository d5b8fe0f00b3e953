package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseEnginePropertiesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void thereMayBeSoManyRows(int buckets) {
    assertThat(new DatabaseEngineProperties(buckets).buckets()).isEqualTo(buckets);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 12, 32})
  void butNotSoMany(int buckets) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DatabaseEngineProperties(buckets))
        .withMessageContaining("must be 1, 2, 4, 8 or 16, is " + buckets);
  }
}
