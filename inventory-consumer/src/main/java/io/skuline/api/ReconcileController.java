package io.skuline.api;

import io.skuline.event.InvalidEventException;
import io.skuline.event.SkuBuckets;
import io.skuline.reconciliation.NotQuarantinedException;
import io.skuline.reconciliation.PassInProgressException;
import io.skuline.reconciliation.PassReport;
import io.skuline.reconciliation.QuarantineService;
import io.skuline.reconciliation.Reconciler;
import io.skuline.reconciliation.RepairRefusedException;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReleaseMode;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** HTTP for reconciliation: what it does and finds, and the repairs of operators. */
@RestController
class ReconcileController {

  private static final int LONGEST_NOTE = 1024;

  private final Reconciler reconciler;
  private final QuarantineService quarantine;
  private final JsonMapper json;

  ReconcileController(Reconciler reconciler, QuarantineService quarantine, JsonMapper json) {
    this.reconciler = reconciler;
    this.quarantine = quarantine;
    this.json = json;
  }

  @GetMapping("/reconcile")
  Reconciler.State state() {
    return reconciler.state();
  }

  /** Runs a pass now. A line of progress comes after each page, and the report is the last line. */
  @PostMapping("/reconcile/passes")
  void pass(HttpServletResponse response) throws InterruptedException {
    StreamedLines lines = new StreamedLines(response);
    PassReport report = reconciler.run(skus -> write(lines, Map.of("skus", skus)));
    write(lines, report);
  }

  private void write(StreamedLines lines, Object line) {
    lines.write(json.writeValueAsString(line));
    lines.flush();
  }

  /** Answers every stay of a SKU in quarantine, the latest first. */
  @GetMapping("/quarantine/{sku}")
  List<QuarantineRecord> of(@PathVariable String sku) {
    SkuBuckets.requireStockId("sku", sku);
    return quarantine.of(sku);
  }

  /**
   * @param how see {@link ReleaseMode}
   * @param note why, in words; at most 1024 characters
   */
  record Repair(@Nullable ReleaseMode how, @Nullable String note) {}

  /** Releases the SKU, and replays the events that wait for that. */
  @PostMapping("/quarantine/{sku}/repair")
  QuarantineRecord repair(@PathVariable String sku, @RequestBody Repair repair, Principal who)
      throws InterruptedException {
    SkuBuckets.requireStockId("sku", sku);
    ReleaseMode how = repair.how();
    if (how == null) {
      throw InvalidEventException.missing("how");
    }
    String note = repair.note() == null ? "" : repair.note();
    if (note.length() > LONGEST_NOTE) {
      throw new InvalidEventException(
          "note", "may have %d characters, has %d".formatted(LONGEST_NOTE, note.length()));
    }
    return quarantine.release(sku, how, who.getName(), note);
  }

  @ExceptionHandler
  ProblemDetail notQuarantined(NotQuarantinedException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @ExceptionHandler({RepairRefusedException.class, PassInProgressException.class})
  ProblemDetail refused(RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }
}
