package io.skuline.console;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.history.Fold;
import io.skuline.history.MovementHistory;
import io.skuline.history.RecordedMovement;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** What moved, page by page or all of it, and whether it adds up. */
@RestController
class MovementController {

  private static final String CSV_HEADER =
      "sku,sequence,kind,orderId,operationId,delta,availableAfter,decidedAt,epoch\n";

  private static final int MAX_WAIT_SECONDS = 600;

  private final MovementHistory history;
  private final Fold fold;
  private final JsonMapper json;

  MovementController(MovementHistory history, Fold fold, JsonMapper json) {
    this.history = history;
    this.fold = fold;
    this.json = json;
  }

  /**
   * @param next the sequence to ask for next; null if there are no more now
   */
  record Page(String sku, List<RecordedMovement> movements, @Nullable Long next) {}

  /** Movements of a SKU from a sequence on. */
  @GetMapping("/movements")
  Page page(
      @RequestParam String sku,
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = "1000") int limit) {
    Limits.requireId("sku", sku);
    if (limit < 1 || limit > MovementHistory.MAX_PAGE) {
      throw new InvalidEventException(
          "limit", "must be 1 to %d, is %d".formatted(MovementHistory.MAX_PAGE, limit));
    }
    List<RecordedMovement> movements = history.of(sku, from, limit);
    Long next =
        movements.size() < limit ? null : movements.get(movements.size() - 1).sequence() + 1;
    return new Page(sku, movements, next);
  }

  /** How an export is written. */
  enum Format {
    NDJSON,
    CSV
  }

  /** All movements, of one SKU or of every one, by SKU and sequence; streamed. */
  @GetMapping("/movements/export")
  void export(
      @RequestParam(defaultValue = "NDJSON") Format format,
      @RequestParam(required = false) @Nullable String sku,
      HttpServletResponse response)
      throws IOException {
    if (sku != null) {
      Limits.requireId("sku", sku);
    }
    response.setContentType(format == Format.CSV ? "text/csv" : "application/x-ndjson");
    response.setCharacterEncoding("UTF-8");
    Writer out = response.getWriter();
    if (format == Format.CSV) {
      out.write(CSV_HEADER);
    }
    Consumer<RecordedMovement> line =
        movement -> write(out, format == Format.CSV ? csv(movement) : ndjson(movement));
    if (sku == null) {
      history.forEach(line);
    } else {
      history.forEachOf(sku, line);
    }
    // So that a reader can tell the end from a broken connection.
    out.flush();
  }

  /** Adds up everything; a line of progress now and then, the report as the last line. */
  @GetMapping("/verify")
  synchronized void verify(
      @RequestParam(defaultValue = "10") int waitSeconds, HttpServletResponse response)
      throws IOException, InterruptedException {
    response.setContentType("application/x-ndjson");
    response.setCharacterEncoding("UTF-8");
    Writer out = response.getWriter();
    int bounded = Math.max(0, Math.min(waitSeconds, MAX_WAIT_SECONDS));
    Fold.Report report =
        fold.run(
            bounded * 1000L,
            movements -> {
              write(out, json.writeValueAsString(Map.of("movements", movements)) + "\n");
              flush(out);
            });
    write(out, json.writeValueAsString(report) + "\n");
    out.flush();
  }

  private String ndjson(RecordedMovement movement) {
    return json.writeValueAsString(movement) + "\n";
  }

  /** Ids have no character that would need quotes. */
  private static String csv(RecordedMovement m) {
    return m.sku()
        + ","
        + m.sequence()
        + ","
        + m.kind()
        + ","
        + m.orderId()
        + ","
        + m.operationId()
        + ","
        + m.delta()
        + ","
        + m.availableAfter()
        + ","
        + m.decidedAt()
        + ","
        + m.epoch()
        + "\n";
  }

  private static void write(Writer out, String line) {
    try {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException("The reader has gone", e);
    }
  }

  private static void flush(Writer out) {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The reader has gone", e);
    }
  }
}
