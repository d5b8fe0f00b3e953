package io.skuline.api;

import io.skuline.event.Limits;
import io.skuline.event.SkuBuckets;
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

/** HTTP for movements: page by page or all of them, and whether they add up. */
@RestController
class MovementController {

  /** Each export takes a thread for as long as its client reads. */
  private static final int EXPORTS_AT_ONCE = 8;

  private final MovementReader history;
  private final LedgerVerifier verifier;
  private final JsonMapper json;
  private final AtMost few =
      new AtMost(EXPORTS_AT_ONCE, EXPORTS_AT_ONCE + " exports are under way");
  private final AtMost one = new AtMost(1, "A verification is under way");

  MovementController(MovementReader history, LedgerVerifier verifier, JsonMapper json) {
    this.history = history;
    this.verifier = verifier;
    this.json = json;
  }

  /**
   * @param next the sequence of the next page; null if there are no more movements now
   */
  record Page(String sku, List<MovementView> movements, @Nullable Long next) {}

  /** Answers movements of a SKU from a sequence on. */
  @GetMapping("/movements")
  Page page(
      @RequestParam String sku,
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = "1000") int limit) {
    SkuBuckets.requireStockId("sku", sku);
    Limits.requireBetween("limit", limit, 1, MovementReader.MAX_PAGE);
    List<MovementView> movements =
        history.of(sku, from, limit).stream().map(MovementView::of).toList();
    Long next =
        movements.size() < limit ? null : movements.get(movements.size() - 1).sequence() + 1;
    return new Page(sku, movements, next);
  }

  /** The form of an export. */
  enum Format {
    NDJSON,
    CSV
  }

  /** Streams all movements, of one SKU or of all, by SKU and sequence. */
  @GetMapping("/movements/export")
  void export(
      @RequestParam(defaultValue = "NDJSON") Format format,
      @RequestParam(required = false) @Nullable String sku,
      HttpServletResponse response)
      throws InterruptedException {
    if (sku != null) {
      SkuBuckets.requireStockId("sku", sku);
    }
    StreamedLines lines =
        format == Format.CSV
            ? new StreamedLines(response, "text/csv", MovementView.CSV_HEADER)
            : new StreamedLines(response);
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

  /** Adds up everything. Lines of progress come now and then, and the report is the last line. */
  @GetMapping("/verify")
  void verify(@RequestParam(defaultValue = "10") int waitSeconds, HttpServletResponse response)
      throws InterruptedException {
    long patienceMillis = LedgerWait.of(waitSeconds).toMillis();
    StreamedLines lines = new StreamedLines(response);
    LedgerVerifier.Report report =
        one.run(
            () ->
                verifier.run(
                    patienceMillis,
                    movements -> {
                      lines.write(json.writeValueAsString(Map.of("movements", movements)));
                      lines.flush();
                    }));
    lines.write(json.writeValueAsString(report));
    lines.flush();
  }
}
