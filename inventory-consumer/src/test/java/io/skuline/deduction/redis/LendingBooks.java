package io.skuline.deduction.redis;

import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.StockTransfer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what was told and journaled in a simulated sale with what Redis has in the end. */
record LendingBooks(TestRedis redis, LendingSale sale, String hot, Map<String, Long> initial) {

  /**
   * Adds what is wrong to the violations.
   *
   * @param stockOnlyFalls whether nobody may be rejected whom the rest would fit
   */
  void check(boolean stockOnlyFalls) {
    Map<String, Long> expected = new HashMap<>(initial);
    Set<String> numbers = new HashSet<>();
    List<DeductionRejected> rejected = new ArrayList<>();
    sale.answers.forEach(
        (event, text) -> {
          StockResult result = LendingSale.result(event, text);
          for (StockMove move : result.moves()) {
            long units = event instanceof OrderCreated ? -move.quantity() : move.quantity();
            expected.merge(move.sku(), units, Long::sum);
            if (!numbers.add(move.stockId() + " " + move.sequence())) {
              sale.violations.add("A number was given twice: " + move);
            }
          }
          if (result instanceof DeductionRejected no) {
            rejected.add(no);
          }
        });
    for (StockTransfer each : sale.journaled) {
      if (!numbers.add(each.stockId() + " " + each.sequence())) {
        sale.violations.add("A number was given twice: " + each);
      }
    }
    expected.forEach(this::checkStock);
    for (int bucket = 1; bucket < LendingSale.BUCKETS; bucket++) {
      checkStock(SkuBuckets.id(hot, bucket), 0L);
    }
    if (stockOnlyFalls) {
      for (DeductionRejected no : rejected) {
        if (no.shortages().stream()
            .anyMatch(shortage -> expected.get(shortage.sku()) >= shortage.requested())) {
          sale.violations.add("Rejected although there is enough: " + no + ", left " + expected);
        }
      }
    }
  }

  private void checkStock(String id, long units) {
    HeldStock is = redis.server().look(redis.epochs(), List.of(id)).get(id);
    if (is == null ? units != 0 : !is.available().equals(Long.toString(units))) {
      sale.violations.add("%s has %s, was told %d".formatted(id, is, units));
    }
    if (units < 0 || (is != null && !Set.of("", "0").contains(is.reserved()))) {
      sale.violations.add("%s: %s, %d".formatted(id, is, units));
    }
  }
}
