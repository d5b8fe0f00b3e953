package io.skuline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.StockLevel;
import io.skuline.wire.EventCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            Optional.empty(),
            new EventCodec());
    assertThat(stock.many(List.of("tea", "unknown", "cup", "tea")))
        .extracting(StockController.Stock::sku)
        .containsExactly("tea", "cup");
  }

  @Test
  void theStockOfADividedSkuIsThatOfAllItsBuckets() {
    Map<String, StockLevel> levels =
        Map.of(
            "tea", new StockLevel(1, 7),
            "tea~1a", new StockLevel(20, 2),
            "cup", new StockLevel(5, 1));
    StockController stock =
        new StockController(
            skus -> {
              Map<String, StockLevel> some = new TreeMap<>(levels);
              some.keySet().retainAll(skus);
              return some;
            },
            Optional.of(sku -> sku.equals("tea") ? List.of("tea~1a", "tea~2b") : List.of()),
            new EventCodec());

    assertThat(stock.one("tea")).isEqualTo(new StockController.Stock("tea", 21, 9));
    assertThat(stock.many(List.of("cup", "tea")))
        .containsExactly(
            new StockController.Stock("cup", 5, 1), new StockController.Stock("tea", 21, 9));
  }
}
