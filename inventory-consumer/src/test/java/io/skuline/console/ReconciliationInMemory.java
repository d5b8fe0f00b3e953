package io.skuline.console;

import io.skuline.reconciliation.NotQuarantinedException;
import io.skuline.reconciliation.PassReport;
import io.skuline.reconciliation.Reconciler;
import io.skuline.reconciliation.RepairRefusedException;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.ReleaseMode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reconciliation in memory: a SKU can be released only with the sum of its movements. */
final class ReconciliationInMemory implements Reconciliation {

  private final FakeStockBrowser stock;
  volatile boolean running;
  volatile @Nullable PassReport last;
  volatile List<ReconcilePassTable.Row> passes = List.of();

  ReconciliationInMemory(FakeStockBrowser stock) {
    this.stock = stock;
  }

  @Override
  public Reconciler.State state() {
    return new Reconciler.State(true, running, 46_000, 3, 600, last, List.of());
  }

  @Override
  public String problem() {
    return "";
  }

  @Override
  public List<ReconcilePassTable.Row> passes() {
    return passes;
  }

  @Override
  public void begin() {
    running = true;
  }

  @Override
  public QuarantineRecord release(String sku, ReleaseMode how, String who, String note) {
    QuarantineRecord open =
        stock.openQuarantines().stream()
            .filter(stay -> stay.sku().equals(sku))
            .findFirst()
            .orElseThrow(() -> new NotQuarantinedException(sku));
    if (how == ReleaseMode.RELEASE) {
      throw new RepairRefusedException("It still differs: " + open.why());
    }
    QuarantineRecord released =
        new QuarantineRecord(
            open.id(),
            sku,
            open.kind(),
            open.why(),
            open.decided(),
            open.stored(),
            open.since(),
            QuarantineRecord.State.RELEASED,
            new QuarantineRecord.Release(Instant.now(), who, how, note, null));
    stock.held.remove(open);
    stock.held.add(released);
    return released;
  }
}
