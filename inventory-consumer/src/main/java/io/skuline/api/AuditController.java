package io.skuline.api;

import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import java.time.Duration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP for the audit. Only one runs at a time, because it reads everything. */
@RestController
class AuditController {

  private final Audit audit;
  private final AtMost one = new AtMost(1, "An audit is under way");

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping("/audit")
  AuditReport audit(@RequestParam(defaultValue = "10") int waitSeconds)
      throws InterruptedException {
    Duration patience = LedgerWait.of(waitSeconds);
    return one.run(() -> audit.run(patience));
  }
}
