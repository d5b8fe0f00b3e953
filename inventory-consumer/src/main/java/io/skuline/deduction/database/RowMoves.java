package io.skuline.deduction.database;

import io.skuline.event.OperationId;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockMove;
import io.skuline.store.Movement;
import io.skuline.store.StockDriftException;
import io.skuline.store.StockRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Moves the locked rows of one batch, line by line. What an event has stored already in some shards
 * is not moved again.
 */
final class RowMoves {

  private final KnownAnswers answers;
  private final Map<String, StockRow> stock;
  private final Instant now;
  private final List<Movement> releases = new ArrayList<>();

  /**
   * @param stock the locked rows, by the names under which stock is kept
   */
  RowMoves(KnownAnswers answers, Map<String, StockRow> stock, Instant now) {
    this.answers = answers;
    this.stock = stock;
    this.now = now;
  }

  /** Returns the movements that give back what rejected orders had been given. */
  List<Movement> releases() {
    return releases;
  }

  /**
   * @param stockId the name under which the stock is kept
   */
  StockRow row(String stockId) {
    StockRow row = stock.get(stockId);
    if (row == null) {
      throw new IllegalStateException("The batch did not lock SKU " + stockId);
    }
    return row;
  }

  /**
   * Gives back what is stored of an order that is rejected.
   *
   * @throws UnitsElsewhereException if a base does not know of a row that would get units
   */
  void release(OperationId operation) {
    Map<String, Movement> given = answers.partOf(operation);
    requireKnownToBase(operation, given.values().stream().map(Movement::sku).toList());
    given
        .values()
        .forEach(
            deduction -> {
              StockRow row = row(deduction.sku());
              row.move(-deduction.delta());
              releases.add(deduction.release(row, given.size(), now.toEpochMilli()));
            });
  }

  /**
   * Whoever rejects an order looks at the base alone. So the base must say that a row may have
   * units before the row gets some.
   *
   * @param stockIds the rows that get units
   * @throws UnitsElsewhereException if a base does not say so
   */
  void requireKnownToBase(OperationId event, List<String> stockIds) {
    Map<String, Integer> unknown = new TreeMap<>();
    for (String stockId : stockIds) {
      int bucket = SkuBuckets.bucketOf(stockId);
      if (bucket > 0 && row(SkuBuckets.skuOf(stockId)).lent() <= bucket) {
        unknown.merge(SkuBuckets.skuOf(stockId), bucket + 1, Math::max);
      }
    }
    if (!unknown.isEmpty()) {
      throw UnitsElsewhereException.unknownToBase(event, unknown);
    }
  }

  /**
   * Moves a line of an event, or returns it as it is stored.
   *
   * @param given what is already stored of the event, by SKU
   * @param stockId the row that a line moves that is not stored yet
   * @throws StockDriftException if what is stored is not what the event says
   */
  StockMove move(Map<String, Movement> given, String stockId, int quantity, int delta) {
    Movement there = given.get(SkuBuckets.skuOf(stockId));
    if (there != null) {
      if (there.delta() != delta) {
        throw new StockDriftException(
            "A part of %s is stored that moves %d of SKU %s, not %d"
                .formatted(there.orderId(), there.delta(), there.sku(), delta));
      }
      return there.toMove();
    }
    StockRow row = row(stockId);
    row.move(delta);
    return StockMove.ofStock(stockId, quantity, row.available(), row.sequence());
  }

  /** All lines of an answer have one time. */
  Instant at(Map<String, Movement> given) {
    return given.values().stream()
        .map(row -> Instant.ofEpochMilli(row.decidedAt()))
        .min(Comparator.naturalOrder())
        .orElse(now);
  }

  /**
   * A sender that uses an id twice may have sent the stored part with other lines. The message of
   * the stored part has no answer yet and comes again.
   *
   * @param sign the sign of what the lines move
   * @throws StockDriftException if a stored row cannot be one of these lines
   */
  static void requireSameLines(Map<String, Movement> given, Map<String, Integer> units, int sign) {
    List<String> skus = List.copyOf(units.keySet());
    given.forEach(
        (sku, row) -> {
          boolean own =
              row.lineNo() == skus.indexOf(sku)
                  && row.delta() == sign * units.get(sku)
                  && (row.lineCount() == 0 || row.lineCount() == skus.size());
          if (!own) {
            throw new StockDriftException(
                ("A part of %s is stored that moves %d of SKU %s as line %d of %d, and this message"
                        + " has other lines: its id was used twice. The one that was stored first is"
                        + " completed when its own message comes again; replay this one after that")
                    .formatted(
                        row.orderId(), row.delta(), row.sku(), row.lineNo() + 1, row.lineCount()));
          }
        });
  }
}
