package io.skuline.console;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevel;
import io.skuline.deduction.StockLevels;
import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

  @ExceptionHandler
  ProblemDetail invalid(InvalidEventException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unavailable(DeductionUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail status(ResponseStatusException e) {
    return ProblemDetail.forStatusAndDetail(e.getStatusCode(), e.getReason());
  }
}
