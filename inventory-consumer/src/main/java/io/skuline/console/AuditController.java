package io.skuline.console;

import io.skuline.audit.Audit;
import io.skuline.audit.AuditReport;
import io.skuline.deduction.DeductionUnavailableException;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit on request, one at a time: it reads everything. */
@RestController
class AuditController {

  private static final int MAX_WAIT_SECONDS = 600;

  private final Audit audit;

  AuditController(Audit audit) {
    this.audit = audit;
  }

  @GetMapping("/audit")
  synchronized AuditReport audit(@RequestParam(defaultValue = "10") int waitSeconds)
      throws InterruptedException {
    int bounded = Math.max(0, Math.min(waitSeconds, MAX_WAIT_SECONDS));
    return audit.run(Duration.ofSeconds(bounded));
  }

  @ExceptionHandler
  ProblemDetail unavailable(DeductionUnavailableException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, e.getMessage());
  }
}
