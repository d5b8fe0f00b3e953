package io.skuline.sim.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.StockAdjusted;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files as shops have them, one row per case. The expected text is events in short, {@code !} and
 * the message about a line, or {@code !!} and why reading ends; several have a bar between them. A
 * message may be longer than what is written here.
 */
class TroubleTest {

  private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");
  private static final String STOCK = "sku,quantity\n";
  private static final String KINDS = "sku,quantity,kind\n";
  private static final String ORDERS = "orderId,createdAt,sku,quantity\n";
  private static final String T = "2026-11-24T08:00:00Z";
  private static final String ORDER =
      "{\"type\":\"OrderCreated\",\"orderId\":\"o1\",\"createdAt\":\""
          + T
          + "\",\"lines\":[{\"sku\":\"a\",\"quantity\":%s}]}";

  /** The ways in which commands read the file. */
  private enum Reads {
    STOCK,
    EVENTS,
    BASKETS
  }

  @SuppressWarnings("ArrayRecordComponent") // Nobody changes or compares it.
  private record Case(String name, Reads reads, String fileName, byte[] file, String expected) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> stock() {
    return Stream.of(
        stock("plain", STOCK + "a,5\n", "a 5"),
        stock("more cells than the header", STOCK + "123,45,7\n", "! line 2, column 8: the header"),
        stock("thousands", STOCK + "a,1,000\n", "! line 2, column 5: the header has no name for"),
        stock("quoted thousands", STOCK + "a,\"1,000\"\n", "! line 2: quantity must be a whole"),
        stock("thousands with dots", STOCK + "a,1.000.000\n", "! line 2: quantity must be a whole"),
        stock(
            "a dot and three zeros", STOCK + "a,1.000\n", "! line 2: quantity \"1.000\" could be"),
        stock("decimals", STOCK + "a,5.0000\nb,7.0\n", "a 5|b 7"),
        stock("a fraction", STOCK + "a,5.5\n", "! line 2: quantity must be a whole number"),
        stock("an exponent", STOCK + "a,1E+05\n", "! line 2: quantity must be a whole number"),
        stock(
            "a hard space",
            STOCK + "a,5\u00a0\n",
            "! line 2: quantity must be a whole number such"
                + " as 1000, without separators or units, is \"5<U+00a0>\""),
        stock("Arabic digits", STOCK + "a,\u0665\n", "! line 2: quantity must be a whole number"),
        stock(
            "big",
            STOCK + "a,3000000000\n",
            "! line 2: quantity must be -1000000000 to 1000000000, is 3000000000"),
        stock("zero", STOCK + "a,0\nb,4\n", "b 4"),
        stock(
            "zero of no SKU",
            STOCK + "a a,0\n",
            "! line 2: sku may have A-Z a-z 0-9 . _ : - only,"
                + " has U+0020 (SPACE) at position 2"),
        stock("negative", STOCK + "a,-5\n", "! line 2: quantity may be negative in a CORRECTION"),
        stock("no quantity", STOCK + "a\n", "! line 2: quantity is missing"),
        stock("byte-order mark", "\uFEFF" + STOCK + "a,5\n", "a 5"),
        stock("mark and quotes", "\uFEFF\"sku\",\"quantity\"\n\"a\",\"5\"\n", "a 5"),
        stock("Windows lines", "sku,quantity\r\na,5\r\nb,6\r\n", "a 5|b 6"),
        stock("old Mac lines", "sku,quantity\ra,5\rb,6\r", "a 5|b 6"),
        stock("blank lines", STOCK + "\n\na,5\n , \n,,,\nb,6", "a 5|b 6"),
        stock(
            "lines are counted",
            STOCK + "\r\n\"a\nb\",5\r\nc,x\n",
            "! line 3: sku may have A-Z a-z 0-9 . _ : - only, has U+000A (LINE FEED (LF))"
                + "|! line 5: quantity must be"),
        stock("trailing comma", "sku,quantity,\na,3,\nb,4\n", "a 3|b 4"),
        stock("trailing comma in rows", STOCK + "a,3,\nb,4,,\n", "a 3|b 4"),
        stock("a cell without a name", "sku,quantity,\na,3,7\n", "! line 2, column 5: the header"),
        stock(
            "a name twice",
            "sku,quantity,quantity\na,3,4\n",
            "!! line 1, column 14: the header names \"quantity\" twice"),
        stock(
            "another case",
            "SKU,Quantity\na,3\n",
            "!! line 1, column 1: the header names \"SKU\";" + " write it sku"),
        stock(
            "kind in another case",
            "sku,quantity,Kind\na,3,CORRECTION\n",
            "!! line 1, column 14: the header names \"Kind\"; write it kind"),
        stock("no such kind", KINDS + "a,3,Initial\n", "! line 2: kind must be one of"),
        stock(
            "other names",
            "item,qty\na,3\n",
            "!! line 1: the header must name sku,quantity, is \"item\", \"qty\""),
        stock(
            "semicolons",
            "sku;quantity\na;3\n",
            "!! line 1: the header must name sku,quantity, is"
                + " \"sku;quantity\". Cells are separated by commas"),
        stock(
            "tabs",
            "sku\tquantity\na\t3\n",
            "!! line 1: the header must name sku,quantity, is"
                + " \"sku<U+0009>quantity\". Cells are separated by commas"),
        stock("nothing", "", "!! line 1: there is no header; it must name sku,quantity"),
        stock(
            "unclosed quote",
            STOCK + "\"a,3\nb,4\n",
            "!! line 2, column 1: a quote opens here and is not closed"),
        stock(
            "unclosed quote, later",
            STOCK + "a,3\nb, \"4\nc,5\n",
            "a 3|!! line 3, column 4: a quote opens here and is not closed"),
        stock(
            "quote closed elsewhere",
            STOCK + "\"a,3\n\"b\",4\n",
            "!! line 3, column 2: behind a closing quote there must be a comma or the end of the"
                + " line; its quote opened at line 2, column 1"),
        stock("quotes inside quotes", "sku,quantity,name\na,3,\"19\"\" wheel, \nblack\"\n", "a 3"),
        stock("an inch", "sku,quantity,name\na,3,19\" wheel\n", "a 3"),
        stock(
            "emoji",
            STOCK + "\uD83D\uDC55-xl,5\n",
            "! line 2: sku may have A-Z a-z 0-9 . _ : -"
                + " only, has U+1F455 (T-SHIRT) at position 1"),
        stock(
            "Latin-1",
            latin1(STOCK + "caf\u00e9-1,3\nb,4\n"),
            "! line 2, column 4: the byte 0xE9 is not UTF-8; save the file as UTF-8|b 4"),
        stock(
            "Latin-1 elsewhere",
            latin1("sku,quantity,name\na,3,Caf\u00e9\n"),
            "! line 2, column 8: the byte 0xE9 is not UTF-8"),
        stock(
            "Latin-1 header",
            latin1("sku,quantity,pr\u00e9nom\na,3,x\n"),
            "!! line 1, column 16: the byte 0xE9 is not UTF-8"),
        stock("UTF-16", (STOCK + "a,3\n").getBytes(UTF_16), "!! The file is UTF-16"),
        stock("UTF-16 without mark", (STOCK + "a,3\n").getBytes(UTF_16LE), "!! The file is UTF-16"),
        stock("spreadsheet", latin1("PK\u0003\u0004..."), "!! The file is a spreadsheet"),
        stock("old spreadsheet", latin1("\u00d0\u00cf\u0011\u00e0..."), "!! The file is a spread"),
        stock("gzip", gzip("\uFEFF" + STOCK + "a,5\n"), "a 5"),
        stock("gzip, cut off", Arrays.copyOf(gzip(STOCK + "a,5\n"), 25), "!! The gzip file is cut"),
        stock("gzip, a stub", Arrays.copyOf(gzip(STOCK), 5), "!! The gzip file is cut off"),
        stock("a row without end", STOCK + "x".repeat(2_000_000), "!! line 2, column 1048577: the"),
        new Case("by content, CSV", Reads.STOCK, "-", utf8(STOCK + "a,5\n"), "a 5"),
        new Case(
            "by content, JSON", Reads.STOCK, "-", utf8("\n {\"sku\":\"a\",\"quantity\":5}"), "a 5"),
        new Case("CSV as .txt", Reads.STOCK, "s.txt", utf8(STOCK + "a,5\n"), "a 5"),
        new Case(
            "CSV as .xlsx",
            Reads.STOCK,
            "s.xlsx",
            utf8(STOCK + "x\n"),
            "! line 2: quantity is missing"),
        new Case(
            "JSON as .csv",
            Reads.STOCK,
            "s.csv",
            utf8("{\"sku\":\"a\",\"quantity\":5}"),
            "!! line 1: the header is missing, JSON begins here"),
        new Case(
            "CSV as .json",
            Reads.STOCK,
            "s.json",
            utf8("sku,quantity\n"),
            "! line 1: the body is not valid JSON"));
  }

  static Stream<Case> jsonStock() {
    return Stream.of(
        json("plain", "{\"sku\":\"a\",\"quantity\":5}", "a 5"),
        json("kind", "{\"sku\":\"a\",\"quantity\":-5,\"kind\":\"CORRECTION\"}", "a -5 CORRECTION"),
        json("mark", "\uFEFF{\"sku\":\"a\",\"quantity\":5}", "a 5"),
        json("zero", "{\"sku\":\"a\",\"quantity\":0}\n{\"sku\":\"b\",\"quantity\":1}", "b 1"),
        json(
            "field twice",
            "{\"sku\":\"a\",\"quantity\":5,\"quantity\":50}",
            "! line 1: the body is not valid JSON: an object has the field \"quantity\" twice"),
        json(
            "two objects",
            "{\"sku\":\"a\",\"quantity\":5}{\"sku\":\"b\",\"quantity\":6}",
            "! line 1: the body must be one JSON object; a second value begins at column 25"),
        json(
            "kind is an array",
            "{\"sku\":\"a\",\"quantity\":5,\"kind\":[\"CORRECTION\"]}",
            "! line 1: kind must be a string, is an array"),
        json(
            "kind is a number",
            "{\"sku\":\"a\",\"quantity\":5,\"kind\":1}",
            "! line 1: kind must be"),
        json(
            "other names",
            "{\"SKU\":\"a\",\"qty\":5}",
            "! line 1: the field \"SKU\" must be written sku"),
        json(
            "other case of kind",
            "{\"sku\":\"a\",\"quantity\":5,\"Kind\":\"CORRECTION\"}",
            "! line 1: the field \"Kind\" must be written kind"),
        json(
            "text for a number",
            "{\"sku\":\"a\",\"quantity\":\"5\"}",
            "! line 1: quantity must be a whole number, is a string"),
        json(
            "a fraction", "{\"sku\":\"a\",\"quantity\":1.9}", "! line 1: quantity must be a whole"),
        json("a number for text", "{\"sku\":1,\"quantity\":5}", "! line 1: sku must be a string"),
        json("no quantity", "{\"sku\":\"a\"}", "! line 1: quantity is missing"),
        json(
            "cut off",
            "{\"sku\":\"a\",\"quantity\":5",
            "! line 1: the body is not valid JSON: it ends too soon; each line must be one JSON"),
        json("an array", "[{\"sku\":\"a\",\"quantity\":5}]", "! line 1: the body must be one JSON"),
        json(
            "Latin-1",
            latin1("{\"sku\":\"caf\u00e9\",\"quantity\":5}"),
            "! line 1: the body must be UTF-8 text, has the byte 0xE9 at column 12"));
  }

  static Stream<Case> events() {
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

  static Stream<Case> baskets() {
    return Stream.of(
        baskets("plain", "whole milk,soda\n", "r-1 whole-milk 1 soda 1"),
        baskets("quoted", "\"whole milk, 1l\",soda\n", "r-1 whole-milk-1l 1 soda 1"),
        baskets("trailing commas", "bread,milk,,,\nbread\n", "r-1 bread 1 milk 1|r-2 bread 1"),
        baskets("mark", "\uFEFFbread\n", "r-1 bread 1"),
        baskets("an empty item", "milk,,tea\n", "! line 1, column 6: an item between two commas"),
        baskets(
            "Chinese",
            "\u725b\u5976\nbread\n",
            "! line 1: item \"\u725b\u5976\" has no character that a SKU id may have|r-2 bread 1"),
        new Case(
            "Latin-1", Reads.BASKETS, "b", latin1("caf\u00e9\n"), "! line 1, column 4: the byte"));
  }

  @ParameterizedTest
  @MethodSource({"stock", "jsonStock", "events", "baskets"})
  void isReadOrNamed(Case trouble) {
    String[] read = outcome(trouble).split("\\|", -1);
    String[] expected = trouble.expected().split("\\|", -1);
    assertThat(read).as(() -> String.join("\n", read)).hasSameSizeAs(expected);
    for (int i = 0; i < read.length; i++) {
      assertThat(read[i]).startsWith(expected[i]).doesNotContain("Feature", "Source");
    }
  }

  private static String outcome(Case trouble) {
    StringBuilder outcome = new StringBuilder();
    try (Events events = open(trouble)) {
      OrderEvent event;
      do {
        event = null;
        String news;
        try {
          event = events.next();
          news = event == null ? "" : inShort(event);
        } catch (LineException e) {
          news = "! " + e.getMessage();
        }
        outcome.append(outcome.isEmpty() || news.isEmpty() ? "" : "|").append(news);
        if (event == null && news.isEmpty()) {
          return outcome.toString();
        }
      } while (true);
    } catch (LineException | IOException e) {
      return outcome.append(outcome.isEmpty() ? "" : "|").append("!! ") + e.getMessage();
    }
  }

  private static Events open(Case trouble) throws IOException, LineException {
    Content content = Content.of(new ByteArrayInputStream(trouble.file()));
    boolean csv = FileFormat.of(trouble.fileName(), content) == FileFormat.CSV;
    return switch (trouble.reads()) {
      case STOCK ->
          csv ? StockFile.csv(content, "load", AT) : StockFile.ndjson(content, "load", AT);
      case EVENTS -> csv ? new CsvOrders(content) : new NdjsonEvents(content);
      case BASKETS -> new Baskets(content, "r", AT, "");
    };
  }

  private static String inShort(OrderEvent event) {
    if (event instanceof StockAdjusted stock) {
      boolean usual = stock.kind().name().equals("INITIAL");
      return stock.sku() + " " + stock.delta() + (usual ? "" : " " + stock.kind());
    }
    return event.key()
        + ((OrderCreated) event)
            .lines().stream()
                .map(line -> " " + line.sku() + " " + line.quantity())
                .collect(Collectors.joining());
  }

  private static Case stock(String name, String file, String expected) {
    return stock(name, utf8(file), expected);
  }

  private static Case stock(String name, byte[] file, String expected) {
    return new Case("stock: " + name, Reads.STOCK, "s.csv", file, expected);
  }

  private static Case json(String name, String file, String expected) {
    return json(name, utf8(file), expected);
  }

  private static Case json(String name, byte[] file, String expected) {
    return new Case("JSON stock: " + name, Reads.STOCK, "s.ndjson", file, expected);
  }

  private static Case orders(String name, String rows, String expected) {
    return orders(name, rows, expected, "");
  }

  private static Case orders(String name, String rows, String expected, String before) {
    String file = before + ORDERS + rows.replace(",T,", "," + T + ",");
    return new Case("orders: " + name, Reads.EVENTS, "o.csv", utf8(file), expected);
  }

  private static Case baskets(String name, String file, String expected) {
    return new Case("baskets: " + name, Reads.BASKETS, "b.csv", utf8(file), expected);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(utf8(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
