package io.skuline.sim.file;

import java.util.stream.Stream;

/** Stock as one JSON object per line. */
class StockJsonCasesTest extends FileCasesFixture {

  static Stream<Case> cases() {
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

  private static Case json(String name, String file, String expected) {
    return json(name, utf8(file), expected);
  }

  private static Case json(String name, byte[] file, String expected) {
    return new Case("JSON stock: " + name, Reads.STOCK, "s.ndjson", file, expected);
  }
}
