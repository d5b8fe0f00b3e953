package io.skuline.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;

/** A service, as its operators see it: over HTTP. */
public abstract class RunningService implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);

  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

  final void answersAt(int newPort) {
    port = newPort;
  }

  /** Waits until the service takes part in the sale. */
  public abstract void awaitReady();

  final void awaitReady(String what, Callable<Boolean> runs) {
    await(what)
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> runs.call() && status("/actuator/health/readiness") == 200);
  }

  /** Returns the answer to a JSON body. */
  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the answer to a GET. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(3)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the address of a path. */
  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Returns the status of a GET; 0 if there is no answer. */
  public int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Returns the sum over all series of a Prometheus counter or gauge; 0 if there is none. */
  public double metric(String name) throws IOException, InterruptedException {
    return get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns the epoch in which the service decides. */
  public long epoch() throws IOException, InterruptedException {
    return Math.round(metric("skuline_epoch_number"));
  }

  @Override
  public abstract void close();
}
