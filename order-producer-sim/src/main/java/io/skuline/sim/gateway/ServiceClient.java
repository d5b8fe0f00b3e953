package io.skuline.sim.gateway;

import io.skuline.sim.check.StockLevel;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The service's HTTP addresses that the command line reads. Changes nothing there. */
public final class ServiceClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private static final String PARKED = "skuline_events_parked_total";

  /** SKUs per request: far below any server's limit of a request line. */
  private static final int SKUS_PER_REQUEST = 50;

  private final URI base;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param base for example {@code http://127.0.0.1:8080}
   */
  public ServiceClient(URI base) {
    this.base = base;
  }

  /**
   * The stock of those SKUs that the service knows, by SKU.
   *
   * @throws UnreachableException if the service does not answer, or not with stock
   */
  public Map<String, StockLevel> stock(Collection<String> skus) {
    List<String> all = List.copyOf(skus);
    Map<String, StockLevel> levels = new HashMap<>();
    for (int from = 0; from < all.size(); from += SKUS_PER_REQUEST) {
      List<String> page = all.subList(from, Math.min(from + SKUS_PER_REQUEST, all.size()));
      String query =
          page.stream()
              .map(sku -> "sku=" + URLEncoder.encode(sku, StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      for (StockLevel level : get("/stock?" + query, ANSWER_TIMEOUT, StockLevel[].class)) {
        levels.put(level.sku(), level);
      }
    }
    return levels;
  }

  /**
   * Asks for the audit.
   *
   * @param wait how long the service may wait for its ledger to catch up
   * @throws UnreachableException if the service does not answer, or not with an audit
   */
  public AuditReport audit(Duration wait) {
    return get(
        "/audit?waitSeconds=" + wait.toSeconds(), wait.plus(ANSWER_TIMEOUT), AuditReport.class);
  }

  /**
   * Asks whether stock is sold.
   *
   * @throws UnreachableException if the service does not answer, or not with its state
   */
  public ServiceState state() {
    return get("/state", ANSWER_TIMEOUT, ServiceState.class);
  }

  /**
   * How many events the service has parked as dead letters since it started.
   *
   * @throws UnreachableException if the service does not answer
   */
  public long parked() {
    String metrics = get("/actuator/prometheus", ANSWER_TIMEOUT);
    return Math.round(
        metrics
            .lines()
            .filter(line -> line.startsWith(PARKED))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum());
  }

  private <T> T get(String path, Duration timeout, Class<T> type) {
    String body = get(path, timeout);
    try {
      return json.readValue(body, type);
    } catch (JacksonException e) {
      throw new UnreachableException(
          "%s%s did not answer with the expected JSON: %s"
              .formatted(base, shortened(path), shortened(body)),
          e);
    }
  }

  private String get(String path, Duration timeout) {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(timeout).build();
    HttpResponse<String> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UnreachableException(
          "The service at %s does not answer (%s). Is it running? Its address is --service-url."
              .formatted(base, reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while asking " + base, e);
    }
    if (response.statusCode() != 200) {
      throw new UnreachableException(
          "%s%s answered %d: %s"
              .formatted(base, shortened(path), response.statusCode(), shortened(response.body())));
    }
    return response.body();
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
