package io.skuline.sim.file;

import java.util.stream.Stream;

/** Market baskets, one per line. */
class BasketCasesTest extends FileCasesFixture {

  static Stream<Case> cases() {
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

  private static Case baskets(String name, String file, String expected) {
    return new Case("baskets: " + name, Reads.BASKETS, "b.csv", utf8(file), expected);
  }
}
