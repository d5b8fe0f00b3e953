package io.skuline.sim.admin;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Calls the service's HTTP addresses that only read.
 *
 * <p>Every call throws {@link RequestRefusedException} if the service refuses the request.
 */
public final class ServiceClient {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** The time limit until the first line, which a pass over 100,000 movements may need. */
  private static final Duration VERIFY_TIMEOUT = Duration.ofMinutes(15);

  private static final String PARKED = "skuline_events_parked_total";

  /** The number of SKUs per request, far below any server's limit of a request line. */
  private static final int SKUS_PER_REQUEST = 50;

  private final Transport transport;

  /**
   * @param base the address of the service, for example {@code http://127.0.0.1:8080}
   */
  public ServiceClient(URI base) {
    transport = new Transport(base);
  }

  /**
   * Returns the stock of those SKUs that the service knows, by SKU.
   *
   * @throws UnreachableException if the service does not answer, or not with stock
   */
  public Map<String, ReportedLevel> stock(Collection<String> skus) {
    List<String> all = List.copyOf(skus);
    Map<String, ReportedLevel> levels = new HashMap<>();
    for (int from = 0; from < all.size(); from += SKUS_PER_REQUEST) {
      List<String> page = all.subList(from, Math.min(from + SKUS_PER_REQUEST, all.size()));
      String query =
          page.stream()
              .map(sku -> "sku=" + URLEncoder.encode(sku, StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      for (ReportedLevel level : get("/stock?" + query, ANSWER_TIMEOUT, ReportedLevel[].class)) {
        levels.put(level.sku(), level);
      }
    }
    return levels;
  }

  /**
   * Runs the audit.
   *
   * @param wait how long the service may wait for its ledger to catch up
   * @throws UnreachableException if the service does not answer, or not with an audit
   */
  public ReportedAudit audit(Duration wait) {
    return get(
        "/audit?waitSeconds=" + wait.toSeconds(), wait.plus(ANSWER_TIMEOUT), ReportedAudit.class);
  }

  /**
   * Returns the state of the service: whether stock is sold.
   *
   * @throws UnreachableException if the service does not answer, or not with its state
   */
  public ServiceState state() {
    return get("/state", ANSWER_TIMEOUT, ServiceState.class);
  }

  /**
   * Returns how far the ledger is behind the journal now; -1 if the service does not answer within
   * a second.
   */
  public long ledgerLagMillis() {
    try {
      return get("/state", GLANCE, ServiceState.class).ledgerLagMillis();
    } catch (UnreachableException | RequestRefusedException e) {
      return -1;
    }
  }

  /**
   * Returns all movements, or those of one SKU, as a stream.
   *
   * @param format csv or ndjson
   * @param sku the SKU, or null for all
   * @return a stream that fails with an IOException if the service ends in the middle
   * @throws UnreachableException if the service does not answer, or not with movements
   */
  public InputStream movements(String format, String sku) {
    String of = sku == null ? "" : "&sku=" + URLEncoder.encode(sku, StandardCharsets.UTF_8);
    String path = "/movements/export?format=" + format.toUpperCase(Locale.ROOT) + of;
    return stream(path, ANSWER_TIMEOUT);
  }

  /**
   * Adds up all movements in the service.
   *
   * @param wait how long movements on their way to the database may take
   * @param progress receives the number of movements from time to time
   * @throws UnreachableException if the service does not answer, or ends in the middle
   */
  public VerificationReport verify(Duration wait, LongConsumer progress) {
    String path = "/verify?waitSeconds=" + wait.toSeconds();
    return transport.lastOf(
        stream(path, VERIFY_TIMEOUT),
        "passed",
        VerificationReport.class,
        news -> progress.accept(news.path("movements").asLong()));
  }

  /**
   * Returns how many events the service has parked as dead letters since it started.
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
    return transport.read(path, get(path, timeout), type);
  }

  private InputStream stream(String path, Duration timeout) {
    HttpRequest request = transport.request(path, timeout).build();
    HttpResponse<InputStream> response =
        transport.send(request, HttpResponse.BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw transport.problem(request, response.statusCode(), Transport.text(response.body()));
    }
    return response.body();
  }

  private String get(String path, Duration timeout) {
    HttpRequest request = transport.request(path, timeout).build();
    HttpResponse<String> response = transport.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw transport.problem(request, response.statusCode(), response.body());
    }
    return response.body();
  }
}
