package io.skuline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.StockLevel;
import io.skuline.wire.EventCodec;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StockControllerTest {

  /** An engine may answer in any order; here it is the alphabet's. */
  @Test
  void stockIsAnsweredInTheOrderOfTheRequestAndOnce() {
    StockController stock =
        new StockController(
            skus -> {
              TreeMap<String, StockLevel> levels = new TreeMap<>();
              skus.forEach(sku -> levels.put(sku, new StockLevel(sku.length(), 1)));
              levels.remove("unknown");
              return levels;
            },
            new EventCodec());
    assertThat(stock.many(List.of("tea", "unknown", "cup", "tea")))
        .extracting(StockController.Stock::sku)
        .containsExactly("tea", "cup");
  }
}
