package io.skuline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader reads what the other reader would read, or gives up. */
class QuickOrderTest {

  private static final int ROUNDS = 30_000;

  private static final String ORDER =
      "{\"type\":\"OrderCreated\",\"orderId\":\"o-1\",\"createdAt\":\"2026-11-27T08:00:00.000Z\","
          + "\"lines\":[{\"sku\":\"a\",\"quantity\":12},{\"sku\":\"b\",\"quantity\":3}]}";

  private static final String CART = "{" + ORDER.substring(ORDER.indexOf("\"lines\""));

  @ParameterizedTest
  @ValueSource(strings = {"order-created", "order-created-cart"})
  void ordersInTheUsualFormAreReadQuickly(String sample) {
    assertThat(QuickOrder.read(Samples.body(sample))).isEqualTo(Samples.events().get(sample));
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-cancelled", "stock-returned", "stock-adjusted-correction"})
  void itGivesUpOnOtherEvents(String sample) {
    assertThat(QuickOrder.read(Samples.body(sample))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12|012",
        "12|0",
        "12|-1",
        "12|1.5",
        "12|1000001",
        "12|99999999999",
        "12|\"12\"",
        "12|",
        "o-1|o 1",
        "o-1|",
        "o-1|o\\u002d1",
        "00.000Z|00.000",
        "08:00|25:00",
        "}]}|}]} ",
        "}]}|}]",
        "}]}|}],\"x\":1}",
        "[|[,",
        "{\"sku\":\"b\"|{\"sku\": \"b\""
      })
  void itGivesUpOnEveryOtherForm(String change) {
    int bar = change.indexOf('|');
    String changed = ORDER.replace(change.substring(0, bar), change.substring(bar + 1));
    assertThat(changed).isNotEqualTo(ORDER);
    assertThat(QuickOrder.read(bytes(ORDER))).isNotNull();
    assertThat(QuickOrder.read(bytes(changed))).isNull();
    String changedCart = CART.replace(change.substring(0, bar), change.substring(bar + 1));
    if (!changedCart.equals(CART)) {
      assertThat(QuickOrder.readCart(bytes(changedCart))).isNull();
    }
  }

  @Test
  void cartsInTheUsualFormAreReadQuickly() {
    assertThat(QuickOrder.readCart(bytes(CART)))
        .containsExactly(new OrderLine("a", 12), new OrderLine("b", 3));
    assertThat(QuickOrder.readCart(bytes(ORDER))).isNull();
    assertThat(QuickOrder.read(bytes(CART))).isNull();
  }

  @Test
  void itGivesUpOnEveryTruncatedBody() {
    byte[] body = bytes(ORDER);
    for (int length = 0; length < body.length; length++) {
      assertThat(QuickOrder.read(Arrays.copyOf(body, length))).isNull();
    }
    byte[] cart = bytes(CART);
    for (int length = 0; length < cart.length; length++) {
      assertThat(QuickOrder.readCart(Arrays.copyOf(cart, length))).isNull();
    }
  }

  @Test
  void whatItReadsFromBrokenBodiesIsWhatTheOtherReaderReads() {
    Random random = new Random(7);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = changed(bytes(ORDER), random);
      OrderCreated order = QuickOrder.read(body);
      if (order != null) {
        read++;
        assertThat(EventBody.read(Fields.read(body))).isEqualTo(order);
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  @Test
  void whatItReadsFromBrokenCartsIsWhatTheOtherReaderReads() {
    Random random = new Random(7);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = changed(bytes(CART), random);
      List<OrderLine> lines = QuickOrder.readCart(body);
      if (lines != null) {
        read++;
        assertThat(EventBody.readCart(Fields.read(body))).isEqualTo(lines);
      }
    }
    assertThat(read).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  /** Changes one or two bytes. */
  private static byte[] changed(byte[] body, Random random) {
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      int at = random.nextInt(body.length);
      body[at] =
          (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : body[random.nextInt(body.length)]);
    }
    return body;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
