package io.skuline.api;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.store.Anomaly;
import io.skuline.store.AnomalyReports;
import io.skuline.store.OrderNotFoundException;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP for anomalies: published answers that contradict what is stored. */
@RestController
class AnomalyController {

  private static final int LONGEST_NOTE = 1024;

  private final AnomalyReports reports;

  AnomalyController(AnomalyReports reports) {
    this.reports = reports;
  }

  /** Which anomalies are listed. */
  enum Which {
    OPEN,
    ALL
  }

  @GetMapping("/anomalies")
  List<Anomaly> list(
      @RequestParam(defaultValue = "OPEN") Which which,
      @RequestParam(defaultValue = "100") int limit) {
    Limits.requireBetween("limit", limit, 1, AnomalyReports.MAX_LISTED);
    return reports.list(which == Which.ALL, limit);
  }

  /**
   * @param note how it was made good, in words; 1 to 1024 characters
   */
  record Settlement(@Nullable String note) {}

  /** Settles the open anomalies of an order or adjustment. */
  @PostMapping("/anomalies/{orderId}/settle")
  List<Anomaly> settle(
      @PathVariable String orderId, @RequestBody Settlement settlement, Principal who) {
    Limits.requireId("orderId", orderId);
    String note = settlement.note() == null ? "" : settlement.note().strip();
    if (note.isEmpty()) {
      throw InvalidEventException.missing("note");
    }
    if (note.length() > LONGEST_NOTE) {
      throw new InvalidEventException(
          "note", "may have %d characters, has %d".formatted(LONGEST_NOTE, note.length()));
    }
    return reports.settle(orderId, who.getName(), note);
  }

  @ExceptionHandler
  ProblemDetail unknown(OrderNotFoundException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }
}
