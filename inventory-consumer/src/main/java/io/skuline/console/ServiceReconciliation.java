package io.skuline.console;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.reconciliation.PassInProgressException;
import io.skuline.reconciliation.QuarantineService;
import io.skuline.reconciliation.Reconciler;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.ReleaseMode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The reconciliation of this service. */
final class ServiceReconciliation implements Reconciliation {

  private static final Logger log = LoggerFactory.getLogger(ServiceReconciliation.class);

  private static final int LISTED = 20;

  private final Reconciler reconciler;
  private final ReconcilePassTable passes;
  private final QuarantineService quarantine;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile String problem = "";

  ServiceReconciliation(
      Reconciler reconciler, ReconcilePassTable passes, QuarantineService quarantine) {
    this.reconciler = reconciler;
    this.passes = passes;
    this.quarantine = quarantine;
  }

  @Override
  public Reconciler.State state() {
    return reconciler.progress();
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public List<ReconcilePassTable.Row> passes() {
    return passes.latest(LISTED);
  }

  /** A pass takes longer than a browser waits. */
  @Override
  public void begin() {
    if (asked.compareAndSet(false, true)) {
      Thread pass = new Thread(this::run, "console-pass");
      pass.setDaemon(true);
      pass.start();
    }
  }

  private void run() {
    try {
      problem = "";
      reconciler.run(skus -> {});
    } catch (PassInProgressException | DeductionUnavailableException e) {
      problem = e.getMessage();
    } catch (DataAccessException e) {
      problem = "The database cannot be asked";
      log.info("No reconciliation now: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      problem = "The pass has failed; the log of the service says more";
      log.error("A pass that was asked for on a page has failed", e);
    } finally {
      asked.set(false);
    }
  }

  @Override
  public QuarantineRecord release(String sku, ReleaseMode how, String who, String note)
      throws InterruptedException {
    return quarantine.release(sku, how, who, note);
  }
}
