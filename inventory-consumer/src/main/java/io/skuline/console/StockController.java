package io.skuline.console;

import io.skuline.deduction.StockLevel;
import io.skuline.deduction.StockLevels;
import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * How much there is, as of now. A hint to a buyer, not a promise: only an order's result is one.
 */
@RestController
class StockController {

  private static final int MAX_SKUS = 1000;

  private final StockLevels levels;

  StockController(StockLevels levels) {
    this.levels = levels;
  }

  record Stock(String sku, long available, long sequence) {}

  @GetMapping("/stock/{sku}")
  Stock one(@PathVariable String sku) {
    return many(List.of(sku)).stream()
        .findFirst()
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "SKU " + sku + " is unknown"));
  }

  /** Those of the SKUs that are known, in the order asked for. */
  @GetMapping("/stock")
  List<Stock> many(@RequestParam("sku") List<String> skus) {
    if (skus.size() > MAX_SKUS) {
      throw new InvalidEventException(
          "sku", "may be given %d times, is given %d times".formatted(MAX_SKUS, skus.size()));
    }
    skus.forEach(sku -> Limits.requireId("sku", sku));
    Map<String, StockLevel> known = levels.of(skus);
    List<Stock> stocks = new ArrayList<>(known.size());
    known.forEach((sku, level) -> stocks.add(new Stock(sku, level.available(), level.sequence())));
    return stocks;
  }

  record Cart(List<Line> lines) {}

  record Line(String sku, int quantity) {}

  /**
   * Whether a cart could be had right now.
   *
   * @param shortages the SKUs of which there is too little, or none ever
   */
  record Check(boolean available, List<Shortage> shortages) {}

  @PostMapping("/stock/check")
  Check check(@RequestBody Cart cart) {
    Map<String, Long> wanted = wanted(cart);
    Map<String, StockLevel> known = levels.of(wanted.keySet());
    List<Shortage> shortages = new ArrayList<>();
    wanted.forEach(
        (sku, quantity) -> {
          StockLevel level = known.get(sku);
          long available = level == null ? 0 : level.available();
          if (available < quantity) {
            shortages.add(new Shortage(sku, quantity, available));
          }
        });
    return new Check(shortages.isEmpty(), shortages);
  }

  /** The same bounds as an order's, with the field that breaks them. */
  private static Map<String, Long> wanted(Cart cart) {
    List<Line> lines = cart.lines();
    if (lines == null) {
      throw InvalidEventException.missing("lines");
    }
    if (lines.isEmpty() || lines.size() > Limits.MAX_LINES) {
      throw new InvalidEventException(
          "lines", "must have 1 to %d entries, has %d".formatted(Limits.MAX_LINES, lines.size()));
    }
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        OrderLine line = new OrderLine(lines.get(i).sku(), lines.get(i).quantity());
        wanted.merge(line.sku(), (long) line.quantity(), Long::sum);
      } catch (InvalidEventException e) {
        throw e.within("lines[" + i + "]");
      }
    }
    return wanted;
  }
}
