package io.skuline.sim.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventFilesTest {

  private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

  @Test
  void ndjsonIsOneBodyALine() throws Exception {
    String body =
        """
        {"type":"OrderCreated","orderId":"%s","createdAt":"2026-11-24T08:00:00Z",\
        "lines":[{"sku":"a","quantity":1}]}""";
    NdjsonEvents events =
        new NdjsonEvents(
            text("\uFEFF" + body.formatted("o1") + "\r\n\n{oops}\n" + body.formatted("o2")));
    assertThat(events.next()).isEqualTo(order("o1", new OrderLine("a", 1)));
    assertThatThrownBy(events::next)
        .isInstanceOf(LineException.class)
        .hasMessageMatching("line 3: .*JSON.*");
    assertThat(events.next()).isEqualTo(order("o2", new OrderLine("a", 1)));
    assertThat(events.line()).isEqualTo(4);
    assertThat(events.next()).isNull();
  }

  @Test
  void anEndlessLineIsReportedAndPassedOver() throws Exception {
    Lines lines = new Lines(text("x".repeat(1000) + "\nshort\n"), 100);
    assertThatThrownBy(lines::next).hasMessage("line 1: is longer than 100 bytes");
    assertThat(new String(lines.next(), StandardCharsets.UTF_8)).isEqualTo("short");
  }

  @Test
  void csvRowsOfOneOrderAreOneCart() throws Exception {
    CsvOrders events =
        new CsvOrders(
            text(
                """
                orderId, createdAt, sku, quantity, note
                o1,2026-11-24T08:00:00Z,a,1,
                o1,2026-11-24T08:00:00Z,b,2,"with, comma"
                o2,2026-11-24T08:00:00Z,a,3,
                """));
    assertThat(all(events))
        .containsExactly(
            order("o1", new OrderLine("a", 1), new OrderLine("b", 2)),
            order("o2", new OrderLine("a", 3)));
  }

  @Test
  void aBadRowSpoilsItsOrderOnly() throws Exception {
    CsvOrders events =
        new CsvOrders(
            text(
                """
                orderId,createdAt,sku,quantity
                o1,2026-11-24T08:00:00Z,a,1
                o1,2026-11-24T08:00:00Z,b,many
                o1,2026-11-24T08:00:00Z,c,1
                o2,2026-11-24T08:00:00Z,a,0
                o3,yesterday,a,1
                o4,2026-11-24T08:00:00Z,a
                o 5,2026-11-24T08:00:00Z,a,1
                o6,2026-11-24T08:00:00Z,a,1
                """));
    List<String> problems = new ArrayList<>();
    Events usable = new Skipping(events, e -> problems.add(e.getMessage()));
    assertThat(all(usable)).containsExactly(order("o6", new OrderLine("a", 1)));
    assertThat(problems)
        .containsExactly(
            "line 3: quantity must be a whole number such as 1000, without separators or units, is"
                + " \"many\"",
            "line 5: quantity must be 1 to 1000000, is 0",
            "line 6: createdAt must be like 2026-11-24T08:00:00Z, is \"yesterday\"",
            "line 7: quantity is missing",
            "line 8: orderId may have A-Z a-z 0-9 . _ : - only, has U+0020 (SPACE) at position 2");
  }

  @Test
  void csvWithoutItsColumns() {
    assertThatThrownBy(() -> new CsvOrders(text("order,sku\n1,a\n")))
        .hasMessage(
            "line 1: the header must name orderId,createdAt,sku,quantity, is \"order\", \"sku\"");
  }

  @Test
  void csvThatIsBroken() throws Exception {
    CsvOrders events =
        new CsvOrders(text("orderId,createdAt,sku,quantity\no1,2026-11-24T08:00:00Z,\"a\"b,1\n"));
    assertThatThrownBy(events::next)
        .isInstanceOf(BrokenFileException.class)
        .hasMessageStartingWith("line 2, column 28: behind a closing quote");
  }

  @Test
  void basketsBecomeCarts() throws Exception {
    Baskets baskets =
        new Baskets(text("whole milk,rolls/buns,whole milk\nUHT-milk\n"), "run", AT, "g-");
    assertThat(all(baskets))
        .containsExactly(
            order(
                "run-1",
                new OrderLine("g-whole-milk", 1),
                new OrderLine("g-rolls-buns", 1),
                new OrderLine("g-whole-milk", 1)),
            order("run-2", new OrderLine("g-uht-milk", 1)));
  }

  @Test
  void twoItemsNeverShareASku() throws Exception {
    Baskets baskets = new Baskets(text("rolls/buns\nrolls buns\n!?\nmilk,,tea\n"), "run", AT, "");
    assertThat(baskets.next()).isNotNull();
    assertThatThrownBy(baskets::next)
        .hasMessage("line 2: item \"rolls/buns\" and \"rolls buns\" would both be SKU rolls-buns");
    assertThatThrownBy(baskets::next)
        .hasMessageStartingWith("line 3: item \"!?\" has no character that a SKU id may have");
    assertThatThrownBy(baskets::next)
        .hasMessage("line 4, column 6: an item between two commas has no name");
  }

  @Test
  void aSurveyKnowsAllSkus() throws Exception {
    Baskets baskets = new Baskets(text("b,a\nc\n"), "run", AT, "");
    assertThat(Survey.of(baskets)).isEqualTo(new Survey(2, Set.of("a", "b", "c")));
  }

  private static OrderCreated order(String id, OrderLine... lines) {
    return new OrderCreated(id, AT, List.of(lines));
  }

  private static List<OrderEvent> all(Events events) throws IOException, LineException {
    List<OrderEvent> all = new ArrayList<>();
    for (OrderEvent event = events.next(); event != null; event = events.next()) {
      all.add(event);
    }
    return all;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
