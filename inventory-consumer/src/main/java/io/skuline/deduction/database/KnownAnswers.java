package io.skuline.deduction.database;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OperationId;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.SkuBuckets;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.event.StockReturned;
import io.skuline.store.Movement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers that are known of the orders and adjustments in one batch: loaded answers, and
 * answers just given.
 */
final class KnownAnswers {

  private final Map<OperationId, StockResult> byIdentity = new HashMap<>();
  private final Map<String, List<ReturnAccepted>> returnsByOrder = new HashMap<>();
  private final Map<OperationId, List<Movement>> parts = new HashMap<>();

  void add(StockResult result) {
    byIdentity.put(result.operation(), result);
    if (result instanceof ReturnAccepted accepted) {
      returnsByOrder.computeIfAbsent(accepted.orderId(), id -> new ArrayList<>()).add(accepted);
    }
  }

  /** Records an event of which only some rows were stored, or whose rows are to be given back. */
  void addPart(OperationId operation, List<Movement> rows) {
    parts.put(operation, rows);
  }

  @Nullable StockResult get(OperationId operation) {
    return byIdentity.get(operation);
  }

  /**
   * Returns the stored rows of an event that is stored only in part, by SKU; empty for any other
   * event.
   */
  Map<String, Movement> partOf(OperationId operation) {
    Map<String, Movement> bySku = new LinkedHashMap<>();
    parts
        .getOrDefault(operation, List.of())
        .forEach(row -> bySku.put(SkuBuckets.skuOf(row.sku()), row));
    return bySku;
  }

  /** Returns the events that are stored only in part. */
  Set<OperationId> parts() {
    return parts.keySet();
  }

  /** Returns the SKUs to which a return or a cancellation gives units; none for any other event. */
  List<String> skusGivenBackBy(OrderEvent event) {
    if (event instanceof StockReturned returned) {
      return returned.lines().stream().map(OrderLine::sku).toList();
    }
    return event instanceof OrderCancelled
            && get(OperationId.ofOrder(event.key())) instanceof DeductionConfirmed order
        ? order.lines().stream().map(StockMove::sku).toList()
        : List.of();
  }

  /**
   * Returns the name under which the stock is kept from which an order has taken units of a SKU;
   * the SKU if it has taken none.
   */
  String rowOf(String orderId, String sku) {
    if (get(OperationId.ofOrder(orderId)) instanceof DeductionConfirmed confirmed) {
      for (StockMove line : confirmed.lines()) {
        if (line.sku().equals(sku)) {
          return line.stockId();
        }
      }
    }
    return sku;
  }

  /**
   * Returns the units of an order that were not given back, by SKU in the order's own sequence, 0
   * included. The result is empty unless the order was confirmed.
   */
  Map<String, Integer> heldBy(String orderId) {
    Map<String, Integer> held = new LinkedHashMap<>();
    if (get(OperationId.ofOrder(orderId)) instanceof DeductionConfirmed confirmed) {
      for (StockMove line : confirmed.lines()) {
        held.put(line.sku(), line.quantity());
      }
      for (ReturnAccepted back : returnsByOrder.getOrDefault(orderId, List.of())) {
        for (StockMove line : back.lines()) {
          held.merge(line.sku(), -line.quantity(), Integer::sum);
        }
      }
    }
    return held;
  }
}
