package io.skuline.api;

import io.skuline.deduction.DividedSkus;
import io.skuline.deduction.StockLevels;
import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.event.OrderLine;
import io.skuline.event.Shortage;
import io.skuline.event.StockLevel;
import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * HTTP for the stock that is available now. It is a hint to a buyer, not a promise: only an order's
 * result is one. The two queries that shops ask all the time are answered with {@link
 * StockLevels#recent}.
 */
@RestController
class StockController {

  private static final int MAX_SKUS = 1000;

  private final StockLevels levels;
  private final DividedSkus divided;
  private final EventCodec codec;

  StockController(StockLevels levels, Optional<DividedSkus> divided, EventCodec codec) {
    this.levels = levels;
    this.divided = divided.orElse(DividedSkus.NONE);
    this.codec = codec;
  }

  record Stock(String sku, long available, long sequence) {}

  @GetMapping("/stock/{sku}")
  Stock one(@PathVariable String sku) {
    Limits.requireId("sku", sku);
    StockLevel level = recent(List.of(sku)).get(sku);
    if (level == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "SKU " + sku + " is unknown");
    }
    return new Stock(sku, level.available(), level.sequence());
  }

  /**
   * Answers those of the SKUs that are known, in the order of the request. What this answers is
   * never older than the request.
   */
  @GetMapping("/stock")
  List<Stock> many(@RequestParam("sku") List<String> skus) {
    if (skus.isEmpty()) {
      throw InvalidEventException.missing("sku");
    }
    if (skus.size() > MAX_SKUS) {
      throw new InvalidEventException(
          "sku", "may be given %d times, is given %d times".formatted(MAX_SKUS, skus.size()));
    }
    skus.forEach(sku -> Limits.requireId("sku", sku));
    Map<String, StockLevel> known = StockLevels.withBuckets(skus, divided, levels::of);
    List<Stock> stocks = new ArrayList<>(known.size());
    for (String sku : new LinkedHashSet<>(skus)) {
      StockLevel level = known.get(sku);
      if (level != null) {
        stocks.add(new Stock(sku, level.available(), level.sequence()));
      }
    }
    return stocks;
  }

  /**
   * Whether a cart could be had right now.
   *
   * @param shortages the SKUs of which there is too little, or which never had stock
   */
  record Check(boolean available, List<Shortage> shortages) {}

  /** The body is read as strictly as an order's lines, with the same limits. */
  @PostMapping(path = "/stock/check", consumes = MediaType.APPLICATION_JSON_VALUE)
  Check check(InputStream body) throws IOException {
    return check(bounded(body));
  }

  /** Answers a cart whose body has been read. */
  Check check(byte[] body) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    for (OrderLine line : codec.decodeCart(body)) {
      wanted.merge(line.sku(), (long) line.quantity(), Long::sum);
    }
    Map<String, StockLevel> known = recent(wanted.keySet());
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

  private Map<String, StockLevel> recent(Collection<String> skus) {
    return StockLevels.withBuckets(skus, divided, levels::recent);
  }

  private static byte[] bounded(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(EventCodec.MAX_BODY_BYTES + 1);
    if (bytes.length > EventCodec.MAX_BODY_BYTES) {
      throw new InvalidEventException(
          InvalidEventException.Code.TOO_LARGE,
          "",
          "the body must have at most %d bytes".formatted(EventCodec.MAX_BODY_BYTES));
    }
    return bytes;
  }
}
