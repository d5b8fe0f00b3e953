package io.skuline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.Limits;
import io.skuline.event.SpreadGroups;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {

  @Test
  void anOrderThatIsWrongElsewhereIsStillFoundByItsOrderAndItsSkus() {
    Subject subject =
        of(
            "{\"type\":\"OrderCreated\",\"orderId\":\"o\",\"lines\":[{\"sku\":\"b\",\"quantity\":0},"
                + "{\"sku\":\"c d\"},{\"sku\":3},{\"sku\":\"b\"}]}");
    assertThat(subject).isEqualTo(new Subject("o", List.of("group", "b")));
  }

  @Test
  void aFollowUpIsAboutTheOrderItNames() {
    assertThat(of("{\"order\":{\"orderId\":\"o\"}}").orderId()).isEqualTo("o");
  }

  @Test
  void anAdjustmentIsAboutNoOrderWhateverItsKey() {
    assertThat(of("{\"type\":\"StockAdjusted\",\"orderId\":\"o\",\"sku\":\"s\"}"))
        .isEqualTo(new Subject(null, List.of("group", "s")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"orderId\":\"key\",\"lines\":[{\"sku\":\"%s\"}]}",
        "{\"order\":{\"orderId\":\"key\",\"firstSku\":\"%s\"}}"
      })
  void theGroupOfTheLongestSkuIsNotAnotherSku(String body) {
    String sku = "s".repeat(Limits.MAX_ID_LENGTH);
    Subject subject = of(SpreadGroups.plain(sku), body.formatted(sku));
    assertThat(subject).isEqualTo(new Subject("key", List.of(sku)));
  }

  @Test
  void aGroupThatOnlyLooksLikeAPartOfALineIsASku() {
    assertThat(of("{\"lines\":[{\"sku\":\"group-2\"}]}").skus())
        .containsExactly("group", "group-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "[]",
        "null",
        "{\"orderId\":7}",
        "{\"orderId\":\"a b\"}",
        "{\"lines\":{}}"
      })
  void whatTellsNothingIsAboutItsKey(String body) {
    assertThat(of(body)).isEqualTo(new Subject("key", List.of("group")));
  }

  @Test
  void aBodyThatIsTooLargeOrTooDeepIsNotRead() {
    assertThat(of("[".repeat(100_000)).orderId()).isEqualTo("key");
    assertThat(of("{\"orderId\":\"o\"," + " ".repeat(5_000_000) + "}").orderId()).isEqualTo("key");
  }

  private static Subject of(String body) {
    return of("group", body);
  }

  private static Subject of(String group, String body) {
    return Subject.of(
        new Original(
            "t", "id", null, List.of("a b", "key"), group, Map.of(), null, body.getBytes(UTF_8)));
  }
}
