package io.skuline.api;

import io.skuline.event.InvalidEventException;
import io.skuline.event.Limits;
import io.skuline.store.Movement;
import io.skuline.store.MovementReader;
import io.skuline.verification.LedgerVerifier;
import jakarta.servlet.http.HttpServletResponse;
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

  /** Each holds a thread for as long as its reader takes. */
  private static final int EXPORTS_AT_ONCE = 8;

  private final MovementReader history;
  private final LedgerVerifier fold;
  private final JsonMapper json;
  private final AtMost few =
      new AtMost(EXPORTS_AT_ONCE, EXPORTS_AT_ONCE + " exports are under way");
  private final AtMost one = new AtMost(1, "A verification is under way");

  MovementController(MovementReader history, LedgerVerifier fold, JsonMapper json) {
    this.history = history;
    this.fold = fold;
    this.json = json;
  }

  /**
   * @param next the sequence to ask for next; null if there are no more now
   */
  record Page(String sku, List<MovementView> movements, @Nullable Long next) {}

  /** Movements of a SKU from a sequence on. */
  @GetMapping("/movements")
  Page page(
      @RequestParam String sku,
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = "1000") int limit) {
    Limits.requireId("sku", sku);
    if (limit < 1 || limit > MovementReader.MAX_PAGE) {
      throw new InvalidEventException(
          "limit", "must be 1 to %d, is %d".formatted(MovementReader.MAX_PAGE, limit));
    }
    List<MovementView> movements =
        history.of(sku, from, limit).stream().map(MovementView::of).toList();
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
      throws InterruptedException {
    if (sku != null) {
      Limits.requireId("sku", sku);
    }
    Lines lines =
        format == Format.CSV
            ? new Lines(response, "text/csv", MovementView.CSV_HEADER)
            : new Lines(response);
    Consumer<Movement> line =
        movement -> {
          MovementView view = MovementView.of(movement);
          lines.write(format == Format.CSV ? view.csv() : json.writeValueAsString(view));
        };
    few.run(
        () -> {
          if (sku == null) {
            history.forEach(line);
          } else {
            history.forEachOf(sku, line);
          }
          lines.flush();
          return null;
        });
  }

  /** Adds up everything; a line of progress now and then, the report as the last line. */
  @GetMapping("/verify")
  void verify(@RequestParam(defaultValue = "10") int waitSeconds, HttpServletResponse response)
      throws InterruptedException {
    long patienceMillis = Patience.of(waitSeconds).toMillis();
    Lines lines = new Lines(response);
    LedgerVerifier.Report report =
        one.run(
            () ->
                fold.run(
                    patienceMillis,
                    movements -> {
                      lines.write(json.writeValueAsString(Map.of("movements", movements)));
                      lines.flush();
                    }));
    lines.write(json.writeValueAsString(report));
    lines.flush();
  }
}
