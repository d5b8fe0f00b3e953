package io.skuline.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A fake of the service's HTTP addresses for a few dead letters. One request at a time. */
public final class FakeDeadLetters {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROOT = "/dead-letters";
  private static final String LINES = "application/x-ndjson";

  /** The method, path and body of a request. */
  public record Request(String line, String body) {}

  private record Answer(int status, String type, String body) {}

  private final TreeMap<Long, ObjectNode> deadLetters = new TreeMap<>();
  private final List<ObjectNode> actions = new ArrayList<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final FakeReplays replays = new FakeReplays();
  private volatile String user = "operator";

  FakeDeadLetters(HttpServer http) {
    http.createContext(ROOT, this::serve);
  }

  /** Returns the requests so far, without those that were refused for lack of credentials. */
  public List<Request> requests() {
    return requests;
  }

  /** Sets the user that has access, with the password "secret". */
  public void user(String name) {
    user = name;
  }

  public FakeReplays replays() {
    return replays;
  }

  /** Adds a dead letter that is parked because a field is missing. */
  public synchronized ObjectNode park(long id, String orderId, String body) {
    ObjectNode letter = JSON.createObjectNode();
    letter.put("id", id).put("state", "PARKED").put("reason", "MISSING_FIELD");
    letter.put("error", "lines is missing").put("collectedFrom", "stock-dead-letters");
    letter.putNull("consumerGroup").put("topic", "order-events").put("tag", "OrderCreated");
    letter.putArray("keys").add(orderId);
    letter.put("messageGroup", "sku-1").put("messageId", "01-" + id).put("orderId", orderId);
    letter.putArray("skus").add("sku-1");
    letter.put("attempts", 1).put("replays", 0);
    for (String moment : List.of("bornAt", "firstSeen", "lastSeen")) {
      letter.put(moment, "2026-11-24T08:00:0" + id % 10 + ".123Z");
    }
    letter.put("edited", false).put("bytes", body.length()).putNull("run");
    letter.putObject("properties").put("ce_source", "/shop");
    letter.put("body", body).put("bodyBase64", base64(body));
    letter.putNull("editedBody").putNull("editedBodyBase64");
    deadLetters.put(id, letter);
    return letter;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Answer answer = problem(401, "who are you?");
    String wanted = "Basic " + base64(user + ":secret");
    if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      String uri = exchange.getRequestURI().toString();
      requests.add(new Request(exchange.getRequestMethod() + " " + uri, sent));
      boolean forged =
          !exchange.getRequestMethod().equals("GET")
              && !exchange.getRequestHeaders().containsKey("X-Requested-By");
      answer = forged ? problem(403, "needs X-Requested-By") : answer(exchange, sent);
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Answer answer(HttpExchange exchange, String sent) {
    String path = exchange.getRequestURI().getPath().substring(ROOT.length());
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String[] parts = path.split("/", -1);
    String route = exchange.getRequestMethod() + path.replaceAll("/\\d+", "/ID");
    return switch (route) {
      case "GET" -> ok(page("letters", summaries(query), query));
      case "GET/ID" -> show(Long.parseLong(parts[1]));
      case "PUT/ID/body" -> edit(Long.parseLong(parts[1]), sent);
      case "POST/replays" -> new Answer(202, "application/json", start(sent).toString());
      case "POST/replays/dry-run" -> dryRun(sent);
      case "GET/replays/ID" -> replays.poll(parts[2]).map(this::ok).orElse(unknown(parts[2]));
      case "DELETE/replays/ID" -> replays.stop(parts[2]).map(this::ok).orElse(unknown(parts[2]));
      case "GET/replays/ID/outcomes" -> ok(page("outcomes", replays.outcomes(parts[2]), query));
      case "POST/discards" -> discard(sent);
      case "GET/export" -> new Answer(200, LINES, lines(chosen(query)));
      case "POST/import" -> load(sent);
      case "GET/actions" -> ok(page("actions", actions, query));
      default -> problem(404, "no such path");
    };
  }

  private Answer show(long id) {
    ObjectNode letter = deadLetters.get(id);
    if (letter == null) {
      return unknown(Long.toString(id));
    }
    ObjectNode whole = letter.deepCopy();
    whole
        .putArray("actions")
        .addAll(actions.stream().filter(each -> each.path("letter").asLong() == id).toList());
    return ok(whole);
  }

  private Answer edit(long id, String body) {
    ObjectNode letter = deadLetters.get(id);
    if (letter == null) {
      return unknown(Long.toString(id));
    }
    if (!body.contains("\"lines\"")) {
      return problem(422, "lines is missing");
    }
    letter.put("edited", true).put("editedBody", body).put("editedBodyBase64", base64(body));
    act("EDIT", id, "STORED");
    return show(id);
  }

  private ObjectNode start(String sent) {
    List<ObjectNode> chosen = chosen(JSON.readTree(sent));
    chosen.forEach(letter -> act("REPLAY", letter.path("id").asLong(), "STARTED"));
    return replays.start(chosen, JSON.readTree(sent).path("again").asBoolean());
  }

  private Answer dryRun(String sent) {
    boolean again = JSON.readTree(sent).path("again").asBoolean();
    List<ObjectNode> outcomes = replays.wouldBe(chosen(JSON.readTree(sent)), again);
    long refused =
        outcomes.stream().filter(each -> each.path("outcome").asString().equals("REFUSED")).count();
    ObjectNode sums = JSON.createObjectNode().put("total", outcomes.size());
    sums.put("wouldReplay", outcomes.size() - refused).put("refused", refused);
    return new Answer(200, LINES, lines(outcomes) + sums + "\n");
  }

  private Answer discard(String sent) {
    List<ObjectNode> chosen =
        chosen(JSON.readTree(sent)).stream()
            .filter(letter -> letter.path("state").asString().equals("PARKED"))
            .toList();
    chosen.forEach(letter -> letter.put("state", "DISCARDED"));
    return ok(JSON.createObjectNode().put("discarded", chosen.size()));
  }

  private Answer load(String sent) {
    List<ObjectNode> read = new ArrayList<>();
    for (String line : sent.lines().toList()) {
      try {
        read.add((ObjectNode) JSON.readTree(line));
      } catch (JacksonException e) {
        return problem(400, "line " + (read.size() + 1) + " is no letter: " + line);
      }
    }
    long known =
        read.stream().filter(each -> deadLetters.containsKey(each.path("id").asLong())).count();
    read.forEach(each -> deadLetters.putIfAbsent(each.path("id").asLong(), each));
    return ok(JSON.createObjectNode().put("imported", read.size() - known).put("known", known));
  }

  private void act(String verb, long letter, String outcome) {
    ObjectNode action = JSON.createObjectNode().put("id", actions.size() + 1);
    action.put("at", "2026-11-24T09:00:00Z").put("who", user).put("verb", verb);
    action.put("letter", letter).putNull("run").put("outcome", outcome).put("detail", "");
    actions.add(action);
  }

  private List<ObjectNode> chosen(JsonNode selection) {
    if (selection.has("ids")) {
      return selection.path("ids").values().stream()
          .map(id -> deadLetters.get(id.asLong()))
          .toList();
    }
    Map<String, String> filter = new LinkedHashMap<>();
    selection
        .path("filter")
        .properties()
        .forEach(e -> filter.put(e.getKey(), e.getValue().asString()));
    return chosen(filter);
  }

  private List<ObjectNode> chosen(Map<String, String> filter) {
    return deadLetters.values().stream().filter(letter -> matches(letter, filter)).toList();
  }

  private static boolean matches(ObjectNode letter, Map<String, String> filter) {
    return filter.entrySet().stream()
        .allMatch(
            each ->
                switch (each.getKey()) {
                  case "order" -> letter.path("orderId").asString("").equals(each.getValue());
                  case "group" -> letter.path("consumerGroup").asString("").equals(each.getValue());
                  case "sku" ->
                      letter.path("skus").toString().contains('"' + each.getValue() + '"');
                  case "since" -> !seen(letter).isBefore(Instant.parse(each.getValue()));
                  case "until" -> seen(letter).isBefore(Instant.parse(each.getValue()));
                  case "after", "limit" -> true;
                  default -> letter.path(each.getKey()).asString().equals(each.getValue());
                });
  }

  private static Instant seen(ObjectNode letter) {
    return Instant.parse(letter.path("lastSeen").asString());
  }

  private List<ObjectNode> summaries(Map<String, String> query) {
    return chosen(query).stream()
        .map(
            letter ->
                letter
                    .deepCopy()
                    .remove(
                        List.of(
                            "properties", "body", "bodyBase64", "editedBody", "editedBodyBase64")))
        .toList();
  }

  private static ObjectNode page(String name, List<ObjectNode> all, Map<String, String> query) {
    long after = Long.parseLong(query.getOrDefault("after", "0"));
    int limit = Integer.parseInt(query.get("limit"));
    List<ObjectNode> rest = all.stream().filter(each -> each.path("id").asLong() > after).toList();
    List<ObjectNode> items = rest.subList(0, Math.min(limit, rest.size()));
    ObjectNode page = JSON.createObjectNode();
    page.putArray(name).addAll(items);
    return items.size() < rest.size()
        ? page.put("next", items.get(items.size() - 1).path("id").asString())
        : page.putNull("next");
  }

  private static String lines(List<ObjectNode> objects) {
    StringBuilder lines = new StringBuilder();
    objects.forEach(each -> lines.append(each).append('\n'));
    return lines.toString();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      Arrays.stream(raw.split("&"))
          .map(pair -> pair.split("=", 2))
          .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
    return query;
  }

  private Answer ok(JsonNode body) {
    return new Answer(200, "application/json", body.toString());
  }

  private static Answer unknown(String id) {
    return problem(404, "there is no " + id);
  }

  private static Answer problem(int status, String detail) {
    ObjectNode body = JSON.createObjectNode().put("status", status).put("detail", detail);
    return new Answer(status, "application/problem+json", body.toString());
  }
}
