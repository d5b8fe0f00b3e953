package io.skuline.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.Mismatch;
import io.skuline.store.ReleaseMode;
import org.junit.jupiter.api.Test;

/**
 * SKUs that are corrupted in the database on purpose are found, named, put into quarantine and
 * repaired.
 */
class DatabaseMismatchIT extends SmallShopFixture {

  @Test
  void anAmountInTheDatabase() throws Exception {
    shop.jdbc.update("UPDATE stock SET available = 96 WHERE sku_id = 'b'");
    assertHeld("b", Mismatch.Kind.ROW, "stock says 96 at 3 after 3 movements; they say 95 at 3");
    repair("b", ReleaseMode.TRUST_DATABASE);
    assertThat(stored("b")).isEqualTo(95);
    assertSells("b");
  }

  @Test
  void anAmountInBothStores() throws Exception {
    shop.jdbc.update("UPDATE stock SET available = 96 WHERE sku_id = 'b'");
    shop.putInRedis("b", 96, 3);
    assertHeld("b", Mismatch.Kind.ROW, "they say 95 at 3");
    assertRepairedInRedis("b");
  }

  @Test
  void anExtraMovement() throws Exception {
    shop.jdbc.update(
        "INSERT INTO movement SELECT 'extra', kind, operation_id, sku_id, -1, 94, 4, line_no,"
            + " decided_at, epoch, batch_id, line_count FROM movement WHERE sku_id = 'b' AND"
            + " sequence = 3");
    assertHeld("b", Mismatch.Kind.ROW, "they say 94 at 4 after 4");
    assertRefused("b", ReleaseMode.RELEASE, "still differs");
    shop.jdbc.update("DELETE FROM movement WHERE order_id = 'extra'");
    repair("b", ReleaseMode.RELEASE);
    assertSells("b");
  }

  @Test
  void aMissingMovement() throws Exception {
    keepCopy("b", 2);
    assertHeld("b", Mismatch.Kind.ROW, "they say 97 at 3 after 2");
    assertRefused("b", ReleaseMode.TRUST_DATABASE, "database itself lacks movements");
    restore();
    repair("b", ReleaseMode.RELEASE);
    assertSells("b");
  }

  @Test
  void aMissingMovementThatTheStockRowHides() throws Exception {
    keepCopy("b", 2);
    shop.jdbc.update(
        "UPDATE stock SET available = available + 2, movements = movements - 1 WHERE sku_id = 'b'");
    assertHeld("b", Mismatch.Kind.LOST, "numbers up to 3 were decided, the database has 2");
    assertRefused("b", ReleaseMode.TRUST_DATABASE, "database itself lacks movements");
    restore();
    shop.jdbc.update(
        "UPDATE stock SET available = available - 2, movements = movements + 1 WHERE sku_id = 'b'");
    repair("b", ReleaseMode.RELEASE);
    assertSells("b");
  }

  private void keepCopy(String sku, int sequence) {
    shop.jdbc.update(
        "CREATE TABLE aside AS SELECT * FROM movement WHERE sku_id = ? AND sequence = ?",
        sku,
        sequence);
    shop.jdbc.update("DELETE FROM movement WHERE sku_id = ? AND sequence = ?", sku, sequence);
  }

  private void restore() {
    shop.jdbc.update("INSERT INTO movement SELECT * FROM aside");
  }

  private long stored(String sku) {
    return shop.jdbc.queryForObject(
        "SELECT available FROM stock WHERE sku_id = ?", Long.class, sku);
  }
}
