package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator of dead letters, with credentials. */
final class Operator {

  private static final String USER = "ann";
  private static final String PASSWORD = "of-this-test";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningService service;

  Operator(RunningService service) {
    this.service = service;
  }

  /** The settings with which the service must be started. */
  static Map<String, String> settings() {
    return Map.of("SKULINE_CONSOLE_USER", USER, "SKULINE_CONSOLE_PASSWORD", PASSWORD);
  }

  HttpResponse<String> send(String method, String path, BodyPublisher body, String contentType) {
    String credentials = USER + ":" + PASSWORD;
    HttpRequest request =
        HttpRequest.newBuilder(service.uri(path))
            .header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
            .header("X-Requested-By", USER)
            .header("Content-Type", contentType)
            .method(method, body)
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode get(String path) {
    HttpResponse<String> response = send("GET", path, BodyPublishers.noBody(), "application/json");
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  /** Tells whether the service answers such a request. */
  boolean answers(String path) {
    return send("GET", path, BodyPublishers.noBody(), "application/json").statusCode() == 200;
  }

  HttpResponse<String> post(String path, String json) {
    return send("POST", path, BodyPublishers.ofString(json), "application/json");
  }

  HttpResponse<String> edit(long letter, byte[] body) {
    return send(
        "PUT",
        "/dead-letters/" + letter + "/body",
        BodyPublishers.ofByteArray(body),
        "application/octet-stream");
  }

  /** Returns the only dead letter that matches, waiting for it. */
  JsonNode letter(String filter) {
    await("a dead letter with " + filter)
        .atMost(Shop.PATIENCE)
        .until(() -> get("/dead-letters?" + filter).path("letters").size() == 1);
    return get("/dead-letters?" + filter).path("letters").get(0);
  }

  String state(long letter) {
    return get("/dead-letters/" + letter).path("state").asString();
  }

  /** Begins a replay. */
  long begin(String json) {
    HttpResponse<String> response = post("/dead-letters/replays", json);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return JSON.readTree(response.body()).path("id").asLong();
  }

  /** Begins a replay and waits for its end. */
  JsonNode replay(String json) {
    return awaitEnd(begin(json));
  }

  JsonNode awaitEnd(long run) {
    await("replay " + run + " to end")
        .atMost(Shop.PATIENCE)
        .until(() -> get("/dead-letters/replays/" + run).path("state").asString().equals("DONE"));
    return get("/dead-letters/replays/" + run);
  }

  /** Returns how the only dead letter of a replay ended. */
  JsonNode outcome(JsonNode run) {
    JsonNode outcomes =
        get("/dead-letters/replays/" + run.path("id").asLong() + "/outcomes").path("outcomes");
    assertThat(outcomes.size()).as("%s", outcomes).isEqualTo(1);
    return outcomes.get(0);
  }
}
