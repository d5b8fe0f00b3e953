package io.skuline.sim.file;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.util.Arrays;
import java.util.stream.Stream;

/** Stock in a table of comma-separated values, in every encoding and shape. */
class StockTableCasesTest extends FileCasesFixture {

  private static final String STOCK = "sku,quantity\n";
  private static final String KINDS = "sku,quantity,kind\n";

  static Stream<Case> cases() {
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

  private static Case stock(String name, String file, String expected) {
    return stock(name, utf8(file), expected);
  }

  private static Case stock(String name, byte[] file, String expected) {
    return new Case("stock: " + name, Reads.STOCK, "s.csv", file, expected);
  }
}
