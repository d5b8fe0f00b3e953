package io.skuline.console;

import io.skuline.reconciliation.Reconciler;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.ReleaseMode;
import java.util.List;

/** What the pages need of reconciliation. */
interface Reconciliation {

  /** Returns what this instance does, without the SKUs in quarantine; asks no database. */
  Reconciler.State state();

  /** Returns why the latest pass that was asked for here did not run; empty if it did. */
  String problem();

  /** Returns the latest passes of all instances, the newest first. */
  List<ReconcilePassTable.Row> passes();

  /** Begins a pass, unless one runs here; it goes on by itself. */
  void begin();

  /** Releases a SKU, see {@link io.skuline.reconciliation.QuarantineService#release}. */
  QuarantineRecord release(String sku, ReleaseMode how, String who, String note)
      throws InterruptedException;
}
