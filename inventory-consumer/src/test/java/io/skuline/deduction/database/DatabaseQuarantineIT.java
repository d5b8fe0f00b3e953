package io.skuline.deduction.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.skuline.deduction.DeductionEngine;
import io.skuline.deduction.QuarantinedException;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCancelled;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderEvent;
import io.skuline.event.OrderLine;
import io.skuline.event.StockAdjusted;
import io.skuline.event.StockLevel;
import io.skuline.stack.StackExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The database engine decides nothing about a SKU in quarantine, and everything else. */
@ExtendWith(StackExtension.class)
class DatabaseQuarantineIT {

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Test
  void nothingOfAHeldSkuIsDecided() {
    try (TestDatabase database =
        TestDatabase.create("held_" + Long.toHexString(System.nanoTime()))) {
      DeductionEngine engine =
          new DatabaseDeductionEngine(
              Databases.single(database.dataSource()), PreCheck.NONE, Clock.systemUTC());
      engine.decide(List.of(stocked("a"), stocked("b")));
      OrderCreated cart = order("cart", "a", "b");
      engine.decide(List.of(cart));
      database
          .jdbc()
          .update(
              "INSERT INTO quarantine (sku_id, open_sku, kind, why, found_at)"
                  + " VALUES ('b', 'b', 'ROW', 'by hand', 0)");

      OrderCreated other = order("other", "a");
      List<OrderEvent> batch =
          List.of(other, cart, new OrderCancelled(cart.ref()), order("held", "b"));
      QuarantinedException refused =
          catchThrowableOfType(QuarantinedException.class, () -> engine.decide(batch));
      assertThat(refused.skus()).containsExactly("b");
      assertThat(refused.events()).containsExactlyInAnyOrder(2, 3);
      assertThat(refused.heldBy(2)).as("a cancellation names no SKU").containsExactly("b");
      assertThat(database.stock().get("a")).isEqualTo(new StockLevel(9, 2));
      assertThat(engine.decide(List.of(other, cart)).results())
          .hasOnlyElementsOfType(DeductionConfirmed.class);

      database.jdbc().update("UPDATE quarantine SET open_sku = NULL");
      assertThat(engine.decide(List.of(order("free", "b"))).results())
          .hasOnlyElementsOfType(DeductionConfirmed.class);
    }
  }

  /**
   * A pre-check would have answered that there is no unit of the SKU, although its real stock is
   * unknown.
   */
  @Test
  void norDoesAPreCheckAnswerForIt() {
    try (TestDatabase database =
        TestDatabase.create("held_" + Long.toHexString(System.nanoTime()))) {
      DeductionEngine engine =
          new DatabaseDeductionEngine(
              Databases.single(database.dataSource()),
              skus -> Map.of("a", new StockLevel(0, 2), "b", new StockLevel(0, 2)),
              Clock.systemUTC());
      engine.decide(List.of(stocked("a"), stocked("b")));
      database
          .jdbc()
          .update(
              "INSERT INTO quarantine (sku_id, open_sku, kind, why, found_at)"
                  + " VALUES ('b', 'b', 'ROW', 'by hand', 0)");
      List<OrderEvent> batch = List.of(order("free", "a"), order("held", "b"));
      QuarantinedException refused =
          catchThrowableOfType(QuarantinedException.class, () -> engine.decide(batch));
      assertThat(refused.skus()).containsExactly("b");
      assertThat(refused.events()).containsExactly(1);
      assertThat(engine.decide(List.of(batch.get(0))).results())
          .hasOnlyElementsOfType(DeductionRejected.class);
    }
  }

  private StockAdjusted stocked(String sku) {
    return new StockAdjusted("load-" + sku, now, sku, 10, AdjustmentKind.INITIAL);
  }

  private OrderCreated order(String id, String... skus) {
    return new OrderCreated(
        id, now, List.of(skus).stream().map(sku -> new OrderLine(sku, 1)).toList());
  }
}
