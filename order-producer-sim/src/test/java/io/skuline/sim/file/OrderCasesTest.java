package io.skuline.sim.file;

import static java.nio.charset.StandardCharsets.UTF_16;

import java.util.stream.Stream;

/** Orders in a table, and events as JSON. */
class OrderCasesTest extends FileCasesFixture {

  private static final String ORDERS = "orderId,createdAt,sku,quantity\n";
  private static final String T = "2026-11-24T08:00:00Z";
  private static final String ORDER =
      "{\"type\":\"OrderCreated\",\"orderId\":\"o1\",\"createdAt\":\""
          + T
          + "\",\"lines\":[{\"sku\":\"a\",\"quantity\":%s}]}";

  static Stream<Case> cases() {
    return Stream.of(
        orders("plain", "o1,T,a,1\no1,T,b,2\no2,T,a,3\n", "o1 a 1 b 2|o2 a 3"),
        orders("mark", "o1,T,a,1\n", "o1 a 1", "\uFEFF"),
        orders("thousands", "o1,T,a,1,000\n", "! line 2, column 29: the header has no name for"),
        orders(
            "split",
            "o1,T,a,1\no2,T,a,1\no1,T,b,2\n",
            "o1 a 1|o2 a 1|!! line 4, column 1: order \"o1\" has rows further up"),
        orders(
            "split, the first bad",
            "o1,T,a,x\no2,T,a,1\no1,T,b,2\n",
            "! line 2: quantity must|o2 a 1|!! line 4, column 1: order \"o1\" has rows further up"),
        orders(
            "two times",
            "o1,T,a,1\no1,2026-11-25T08:00:00Z,b,2\n",
            "! line 3: createdAt must be the same in all rows of an order"),
        orders(
            "a bad row spoils its order",
            "o1,T,a,1\no1,T,b,2,3\no1,T,c,3\no2,T,a,1\n",
            "! line 3, column 29: the header has no name for the cell \"3\"|o2 a 1"),
        orders("offset", "o1,2026-11-24T09:00:00+01:00,a,1\n", "o1 a 1"),
        orders("no offset", "o1,2026-11-24T09:00:00,a,1\n", "! line 2: createdAt must be like"),
        orders("no order", ",T,a,1\n", "! line 2: orderId is missing"),
        orders("zero", "o1,T,a,0\n", "! line 2: quantity must be 1 to 1000000, is 0"),
        orders("decimals", "o1,T,a,2.0000\n", "o1 a 2"),
        new Case(
            "Latin-1 spoils its order",
            Reads.EVENTS,
            "o.csv",
            latin1(
                (ORDERS + "o1,T,a,1\no1,T,\u00e9,2\no1,T,c,3\no2,T,a,1\n").replace("T,", T + ",")),
            "! line 3, column 25: the byte 0xE9 is not UTF-8|o2 a 1"),
        new Case("gzip", Reads.EVENTS, "o.csv.gz", gzip(ORDERS + "o1," + T + ",a,1\n"), "o1 a 1"),
        new Case(
            "by content, CSV", Reads.EVENTS, "-", utf8(ORDERS + "o1," + T + ",a,1\n"), "o1 a 1"),
        new Case("by content, JSON", Reads.EVENTS, "-", utf8(ORDER.formatted(1)), "o1 a 1"),
        new Case("gzip of JSON", Reads.EVENTS, "-", gzip(ORDER.formatted(1)), "o1 a 1"),
        new Case("mark", Reads.EVENTS, "-", utf8("\uFEFF" + ORDER.formatted(1)), "o1 a 1"),
        new Case(
            "field twice",
            Reads.EVENTS,
            "-",
            utf8(ORDER.formatted("1,\"quantity\":50")),
            "! line 1: the body is not valid JSON: an object has the field \"quantity\" twice"),
        new Case(
            "not a number",
            Reads.EVENTS,
            "-",
            utf8(ORDER.formatted("NaN")),
            "! line 1: the body is not valid JSON at column"),
        new Case(
            "UTF-16", Reads.EVENTS, "-", ORDER.formatted(1).getBytes(UTF_16), "!! The file is"));
  }

  private static Case orders(String name, String rows, String expected) {
    return orders(name, rows, expected, "");
  }

  private static Case orders(String name, String rows, String expected, String before) {
    String file = before + ORDERS + rows.replace(",T,", "," + T + ",");
    return new Case("orders: " + name, Reads.EVENTS, "o.csv", utf8(file), expected);
  }
}
