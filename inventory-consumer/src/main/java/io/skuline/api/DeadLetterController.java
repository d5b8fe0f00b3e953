package io.skuline.api;

import io.skuline.deadletter.ConflictingStateException;
import io.skuline.deadletter.DeadLetterDetails;
import io.skuline.deadletter.DeadLetterFilter;
import io.skuline.deadletter.DeadLetterNotFoundException;
import io.skuline.deadletter.DeadLetterSelection;
import io.skuline.deadletter.DeadLetterService;
import io.skuline.deadletter.DeadLetterSummary;
import io.skuline.deadletter.ExportedDeadLetter;
import io.skuline.deadletter.OperatorAction;
import io.skuline.deadletter.ReplayJob;
import io.skuline.event.InvalidEventException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** HTTP for dead letters: find, read, repair, replay, discard. It needs credentials. */
@RestController
@RequestMapping("/dead-letters")
class DeadLetterController {

  private static final int DEFAULT_RATE = 200;

  /** RocketMQ's own limit. */
  private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

  /**
   * This is enough for a dead letter with two bodies of the largest size, and for many smaller
   * ones.
   */
  private static final int MAX_IMPORT_BYTES = 32 * 1024 * 1024;

  private final DeadLetterService service;
  private final JsonMapper json;

  DeadLetterController(DeadLetterService service, JsonMapper json) {
    this.service = service;
    this.json = json;
  }

  /**
   * @param next the value of {@code after} for the next page; null at the end
   */
  record Page(List<DeadLetterSummary> letters, @Nullable String next) {}

  /** Lists dead letters by id, oldest first. Every given filter must match. */
  @GetMapping
  Page list(
      DeadLetterFilter selection,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "100") int limit) {
    List<DeadLetterSummary> deadLetters = service.list(selection, after, limit);
    return new Page(deadLetters, next(deadLetters, limit, DeadLetterSummary::id));
  }

  @GetMapping("/{id}")
  DeadLetterDetails show(@PathVariable long id) {
    return service.show(id);
  }

  /** Stores the corrected body, as it is to be sent. */
  @PutMapping("/{id}/body")
  DeadLetterDetails edit(@PathVariable long id, InputStream body, Principal who)
      throws IOException {
    byte[] bytes = body.readNBytes(MAX_BODY_BYTES + 1);
    if (bytes.length == 0 || bytes.length > MAX_BODY_BYTES) {
      throw new InvalidEventException("body", "must have 1 to " + MAX_BODY_BYTES + " bytes");
    }
    return service.edit(id, bytes, who.getName());
  }

  /**
   * The dead letters to replay, and how; see {@link DeadLetterSelection}.
   *
   * @param rate messages per second
   */
  record ReplayRequest(
      @Nullable List<Long> ids,
      @Nullable DeadLetterFilter filter,
      @Nullable Boolean all,
      @Nullable Integer limit,
      @Nullable Integer rate,
      @Nullable Boolean again) {

    DeadLetterSelection choice() {
      return DeadLetterSelection.of(ids, filter, all, limit);
    }

    boolean isAgain() {
      return Boolean.TRUE.equals(again);
    }
  }

  @PostMapping("/replays")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ReplayJob replay(@RequestBody ReplayRequest request, Principal who) {
    int rate = request.rate() == null ? DEFAULT_RATE : request.rate();
    return service.replay(request.choice(), rate, request.isAgain(), who.getName());
  }

  record Forecast(int total, int wouldReplay, int refused) {}

  /** Answers what a replay would do: a line per dead letter, and the sum as the last line. */
  @PostMapping("/replays/dry-run")
  void dryRun(@RequestBody ReplayRequest request, HttpServletResponse response) {
    StreamedLines lines = new StreamedLines(response);
    int[] counts = {0, 0};
    service.dryRun(
        request.choice(),
        request.isAgain(),
        forecast -> {
          counts[forecast.outcome().equals("REFUSED") ? 1 : 0]++;
          lines.write(json.writeValueAsString(forecast));
        });
    Forecast sum = new Forecast(counts[0] + counts[1], counts[0], counts[1]);
    lines.write(json.writeValueAsString(sum));
    lines.flush();
  }

  @GetMapping("/replays/{id}")
  ReplayJob run(@PathVariable long id) {
    return service.run(id);
  }

  @DeleteMapping("/replays/{id}")
  ReplayJob stop(@PathVariable long id, Principal who) {
    return service.stop(id, who.getName());
  }

  record Outcomes(List<OperatorAction> outcomes, @Nullable String next) {}

  /** Answers how the dead letters of a replay ended so far. */
  @GetMapping("/replays/{id}/outcomes")
  Outcomes outcomes(
      @PathVariable long id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "1000") int limit) {
    List<OperatorAction> outcomes = service.outcomes(id, after, limit);
    return new Outcomes(outcomes, next(outcomes, limit, OperatorAction::id));
  }

  record DiscardRequest(
      @Nullable List<Long> ids,
      @Nullable DeadLetterFilter filter,
      @Nullable Boolean all,
      @Nullable Integer limit,
      @Nullable String reason) {}

  record Discarded(int discarded) {}

  @PostMapping("/discards")
  Discarded discard(@RequestBody DiscardRequest request, Principal who) {
    DeadLetterSelection choice =
        DeadLetterSelection.of(request.ids(), request.filter(), request.all(), request.limit());
    return new Discarded(service.discard(choice, request.reason(), who.getName()));
  }

  /** Streams whole dead letters, a line each. */
  @GetMapping("/export")
  void export(DeadLetterFilter selection, HttpServletResponse response) {
    StreamedLines lines = new StreamedLines(response);
    service.export(selection, letter -> lines.write(json.writeValueAsString(letter)));
    lines.flush();
  }

  /**
   * @param known dead letters that were here already and stay as they are
   */
  record Imported(int imported, int known) {}

  /** Stores lines of an export; the lines before a bad line are stored. */
  @PostMapping("/import")
  Imported importDeadLetters(InputStream body, Principal who) throws IOException {
    byte[] bytes = body.readNBytes(MAX_IMPORT_BYTES + 1);
    if (bytes.length > MAX_IMPORT_BYTES) {
      throw new InvalidEventException(
          "import", "may have %d bytes; send it in parts".formatted(MAX_IMPORT_BYTES));
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    int imported = 0;
    for (int i = 0; i < lines.size(); i++) {
      imported += service.importDeadLetter(letter(lines.get(i), i + 1), who.getName()) ? 1 : 0;
    }
    return new Imported(imported, lines.size() - imported);
  }

  private ExportedDeadLetter letter(String line, int number) {
    try {
      return json.readValue(line, ExportedDeadLetter.class);
    } catch (JacksonException e) {
      throw new InvalidEventException("line " + number, "is no exported letter: " + JsonFlaw.of(e));
    }
  }

  record Actions(List<OperatorAction> actions, @Nullable String next) {}

  /** Answers which user did what, oldest first. */
  @GetMapping("/actions")
  Actions actions(
      @RequestParam(required = false) @Nullable Long letter,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "100") int limit) {
    List<OperatorAction> actions = service.actions(letter, after, limit);
    return new Actions(actions, next(actions, limit, OperatorAction::id));
  }

  private static <T> @Nullable String next(List<T> page, int limit, Function<T, Long> id) {
    return page.size() < limit ? null : id.apply(page.get(page.size() - 1)).toString();
  }

  @ExceptionHandler
  ProblemDetail invalid(InvalidEventException e) {
    HttpStatus status =
        e.field().equals("body") ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.BAD_REQUEST;
    return ProblemDetail.forStatusAndDetail(status, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unknown(DeadLetterNotFoundException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
  }

  @ExceptionHandler
  ProblemDetail notNow(ConflictingStateException e) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
  }
}
