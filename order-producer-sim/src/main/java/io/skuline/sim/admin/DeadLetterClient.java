package io.skuline.sim.admin;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Calls the service's HTTP addresses for dead letters. Lists arrive in pages, and long answers as
 * streams.
 *
 * <p>Every call throws {@link UnreachableException} if the service does not answer, or not as
 * expected, and {@link RequestRefusedException} if the service refuses the request.
 */
public final class DeadLetterClient {

  /** The most items that the service puts into one page. */
  public static final int MAX_PAGE = 1000;

  private static final String ROOT = "/dead-letters";
  private static final String REPLAYS = ROOT + "/replays";
  private static final String JSON_TYPE = "application/json";
  private static final String LINES_TYPE = "application/x-ndjson";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /**
   * The time limit of calls that select dead letters by a filter or store a file of them, which may
   * take long.
   */
  private static final Duration LONG_TIMEOUT = Duration.ofMinutes(15);

  private final OperatorTransport transport;

  public DeadLetterClient(URI base, OperatorCredentials credentials) {
    transport = new OperatorTransport(base, credentials);
  }

  /**
   * Returns dead letters as the service describes them, by id.
   *
   * @param filter names and values; empty for all
   * @param after the {@code next} of the page before, or null
   * @param limit 1 to {@link #MAX_PAGE}
   */
  public Page<JsonNode> deadLetters(Map<String, String> filter, String after, int limit) {
    Map<String, String> query = new LinkedHashMap<>(filter);
    return page(ROOT, query, after, limit, "letters", JsonNode.class);
  }

  /** Returns one dead letter with its body and what was done to it. */
  public JsonNode letter(long id) {
    return get(ROOT + "/" + id, JsonNode.class);
  }

  /**
   * Stores a corrected body beside the original one. The service refuses a body that would be
   * parked again.
   */
  public ReportedDeadLetter edit(long id, byte[] body) {
    HttpRequest.Builder request =
        transport
            .request(ROOT + "/" + id + "/body", ANSWER_TIMEOUT)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(body));
    return transport.ask(request, ReportedDeadLetter.class);
  }

  /**
   * Starts a replay job.
   *
   * @param rate messages a second, or null for the service's default
   * @param again whether dead letters count that are replayed or discarded already
   */
  public ReplayRun replay(SelectionRequest selection, Integer rate, boolean again) {
    return post(REPLAYS, replayBody(selection, rate, again), ReplayRun.class);
  }

  /**
   * Returns what a replay would do, without sending anything.
   *
   * @param outcomes receives the outcome of each dead letter
   * @return the sums
   */
  public DryRun dryRun(
      SelectionRequest selection, Integer rate, boolean again, Consumer<ReplayOutcome> outcomes) {
    HttpRequest.Builder request =
        jsonPost(REPLAYS + "/dry-run", replayBody(selection, rate, again))
            .header("Accept", LINES_TYPE);
    return transport.lastOf(
        request,
        "total",
        DryRun.class,
        news -> outcomes.accept(Transport.JSON.treeToValue(news, ReplayOutcome.class)));
  }

  public ReplayRun run(long id) {
    return get(REPLAYS + "/" + id, ReplayRun.class);
  }

  /** Stops a replay job. Messages that are sent already stay sent. */
  public ReplayRun stop(long id) {
    return transport.ask(
        transport.request(REPLAYS + "/" + id, ANSWER_TIMEOUT).DELETE(), ReplayRun.class);
  }

  public Page<ReplayOutcome> outcomes(long run, String after, int limit) {
    String path = REPLAYS + "/" + run + "/outcomes";
    return page(path, Map.of(), after, limit, "outcomes", ReplayOutcome.class);
  }

  /**
   * Marks dead letters as never to be replayed.
   *
   * @return how many were marked
   */
  public long discard(SelectionRequest selection, String reason) {
    Map<String, Object> body = selection.json();
    body.put("reason", reason);
    return post(ROOT + "/discards", body, JsonNode.class).path("discarded").asLong();
  }

  /** Returns dead letters with their bodies, one JSON object per line. */
  public InputStream export(Map<String, String> filter) {
    String path = ROOT + "/export" + query(filter);
    return transport.stream(transport.request(path, LONG_TIMEOUT).header("Accept", LINES_TYPE));
  }

  /**
   * The result of an import.
   *
   * @param imported dead letters that are new
   * @param known dead letters that were stored already
   */
  public record Imported(long imported, long known) {}

  /**
   * Stores the dead letters of an export. The service refuses a line that is no dead letter; the
   * message names the line.
   */
  public Imported load(byte[] lines) {
    HttpRequest.Builder request =
        transport
            .request(ROOT + "/import", LONG_TIMEOUT)
            .header("Content-Type", LINES_TYPE)
            .POST(BodyPublishers.ofByteArray(lines));
    return transport.ask(request, Imported.class);
  }

  /**
   * Returns what operators did, the oldest action first.
   *
   * @param letter the id of a dead letter, or null for all
   */
  public Page<ReportedAction> actions(Long letter, String after, int limit) {
    Map<String, String> query = letter == null ? Map.of() : Map.of("letter", letter.toString());
    return page(ROOT + "/actions", query, after, limit, "actions", ReportedAction.class);
  }

  private static Map<String, Object> replayBody(
      SelectionRequest selection, Integer rate, boolean again) {
    Map<String, Object> body = selection.json();
    if (rate != null) {
      body.put("rate", rate);
    }
    body.put("again", again);
    return body;
  }

  private <T> Page<T> page(
      String path,
      Map<String, String> filter,
      String after,
      int limit,
      String name,
      Class<T> type) {
    Map<String, String> query = new TreeMap<>(filter);
    if (after != null) {
      query.put("after", after);
    }
    query.put("limit", Integer.toString(limit));
    JsonNode page = get(path + query(query), JsonNode.class);
    List<T> items = new ArrayList<>();
    for (JsonNode item : page.path(name)) {
      items.add(Transport.JSON.treeToValue(item, type));
    }
    JsonNode next = page.path("next");
    return new Page<>(items, next.isValueNode() && !next.isNull() ? next.asString() : null);
  }

  private static String query(Map<String, String> values) {
    return values.isEmpty()
        ? ""
        : new TreeMap<>(values)
            .entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&", "?", ""));
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private <T> T get(String path, Class<T> type) {
    return transport.ask(transport.request(path, ANSWER_TIMEOUT), type);
  }

  private <T> T post(String path, Map<String, Object> body, Class<T> type) {
    return transport.ask(jsonPost(path, body), type);
  }

  private HttpRequest.Builder jsonPost(String path, Map<String, Object> body) {
    return transport
        .request(path, LONG_TIMEOUT)
        .header("Content-Type", JSON_TYPE)
        .POST(BodyPublishers.ofString(Transport.JSON.writeValueAsString(body)));
  }
}
