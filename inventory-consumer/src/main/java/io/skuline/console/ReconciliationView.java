package io.skuline.console;

import io.skuline.reconciliation.Reconciler;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import java.time.Instant;
import java.util.List;

/**
 * What the page of reconciliation shows.
 *
 * @param problem why the latest pass that was asked for did not run; empty if it did
 * @param open the SKUs in quarantine
 * @param passes the latest passes of all instances
 * @param refused what was typed to release one of them, and why it was refused
 */
public record ReconciliationView(
    Reconciler.State state,
    String problem,
    PagePart<List<QuarantineRecord>> open,
    PagePart<List<ReconcilePassTable.Row>> passes,
    Instant now,
    Refused refused) {

  /**
   * @param sku empty for nothing
   */
  public record Refused(String sku, String how, String note, String why) {

    static final Refused NOTHING = new Refused("", "", "", "");
  }

  /** Returns what was typed about a SKU. */
  public Refused about(String sku) {
    return refused.sku().equals(sku) ? refused : Refused.NOTHING;
  }
}
