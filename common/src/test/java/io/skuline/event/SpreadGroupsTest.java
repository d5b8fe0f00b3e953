package io.skuline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpreadGroupsTest {

  /** Publishers in other languages compute the same: CRC-32 as in zip, of the id in ASCII. */
  @Test
  void theGroupFollowsFromTheOrderId() {
    assertThat(SpreadGroups.of("tv", "123456789")).as("0xCBF43926").isEqualTo("tv~6");
    assertThat(SpreadGroups.of("tv", "o-1")).isEqualTo(SpreadGroups.of("tv", "o-1"));
  }

  @Test
  void ordersAreSpreadEvenly() {
    Map<String, Integer> orders = new HashMap<>();
    for (int i = 0; i < 16_000; i++) {
      orders.merge(SpreadGroups.of("tv", "order-" + i), 1, Integer::sum);
    }
    assertThat(orders).hasSize(SpreadGroups.COUNT);
    assertThat(orders.values()).allMatch(count -> count > 800 && count < 1200);
  }

  @Test
  void theSkuOfAGroupIsFound() {
    assertThat(SpreadGroups.skuOf("tv")).isEqualTo("tv");
    assertThat(SpreadGroups.skuOf("tv~15")).isEqualTo("tv");
  }

  @Test
  void aGroupHasAtMost63Characters() {
    String longest = "s".repeat(SpreadGroups.MAX_SKU_LENGTH);
    assertThatCode(() -> SpreadGroups.requireSpreadable("sku", longest)).doesNotThrowAnyException();
    assertThat(SpreadGroups.of(longest, "order-1")).hasSize(63);
    assertThatThrownBy(() -> SpreadGroups.requireSpreadable("sku", longest + "s"))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("at most 60 characters");
  }

  @Test
  void aGroupIsNeverLongerThanTheProxyTakes() {
    assertThat(SpreadGroups.plain("s".repeat(63))).hasSize(63);
    assertThat(SpreadGroups.plain("s".repeat(Limits.MAX_ID_LENGTH))).hasSize(63);
    assertThat(SpreadGroups.plain("tv")).isEqualTo("tv");
  }
}
