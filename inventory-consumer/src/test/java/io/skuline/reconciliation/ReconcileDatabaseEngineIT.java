package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReleaseMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the database decides, rows are compared with movements; Redis is not asked. */
@ExtendWith(StackExtension.class)
class ReconcileDatabaseEngineIT {

  @Test
  void rowsAreComparedWithMovements(Stack stack) throws Exception {
    try (SmallShop database = new SmallShop(stack, true)) {
      database.sell(database.stocked("a", 10), database.stocked("b", 10));
      database.sell(database.order(new OrderLine("a", 1)), database.order(new OrderLine("a", 1)));
      database.inRedis("a").delete();
      assertThat(database.reconcile().passed()).isTrue();

      database.jdbc.update("UPDATE stock SET available = 99 WHERE sku_id = 'b'");
      database.jdbc.update("DELETE FROM movement WHERE sku_id = 'a' AND sequence = 2");
      database.jdbc.update("UPDATE stock SET available = 9, movements = 2 WHERE sku_id = 'a'");
      PassReport report = database.reconcile();
      assertThat(report.differences())
          .extracting(each -> each.sku() + " " + each.kind())
          .containsExactlyInAnyOrder("a LOST", "b ROW");
      database.quarantine.release("b", ReleaseMode.TRUST_DATABASE, "anna", "");
      assertThat(
              database.jdbc.queryForObject(
                  "SELECT available FROM stock WHERE sku_id = 'b'", Long.class))
          .isEqualTo(10);
      assertThat(database.quarantine.open()).extracting(QuarantineRecord::sku).containsExactly("a");
    }
  }
}
