package io.skuline.sim.admin;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls the service's HTTP addresses for hot SKUs, with the credentials of an operator.
 *
 * <p>Every call throws {@link RequestRefusedException} if the service refuses; the message says
 * why.
 */
public final class HotSkuClient {

  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private final OperatorTransport transport;

  /**
   * @param base the address of the service, for example {@code http://127.0.0.1:8080}
   */
  public HotSkuClient(URI base, OperatorCredentials credentials) {
    transport = new OperatorTransport(base, credentials);
  }

  /** Returns the intervals that have not ended, or not long ago. */
  public List<HotInterval> list() {
    return transport.ask(transport.request("/hot-skus", ANSWER_TIMEOUT), HotSkus.class).intervals();
  }

  private record HotSkus(List<HotInterval> intervals) {}

  /**
   * Declares a SKU hot.
   *
   * @param from null for as soon as possible
   * @param until null for no end
   * @param buckets into how many parts the stock is divided; 1 for undivided
   */
  public HotInterval on(String sku, Instant from, Instant until, int buckets, String note) {
    return transport.ask(change(sku, "on", from, until, buckets, note), HotInterval.class);
  }

  /**
   * Ends the intervals of a SKU, and calls off what has not begun.
   *
   * @param until null for as soon as possible
   * @return the intervals that have changed
   */
  public List<HotInterval> off(String sku, Instant until, String note) {
    return List.of(transport.ask(change(sku, "off", null, until, 1, note), HotInterval[].class));
  }

  private HttpRequest.Builder change(
      String sku, String verb, Instant from, Instant until, int buckets, String note) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (from != null) {
      body.put("from", from.toString());
    }
    if (until != null) {
      body.put("until", until.toString());
    }
    if (buckets != 1) {
      body.put("buckets", buckets);
    }
    if (note != null) {
      body.put("note", note);
    }
    String path = "/hot-skus/%s/%s".formatted(URLEncoder.encode(sku, StandardCharsets.UTF_8), verb);
    return transport
        .request(path, ANSWER_TIMEOUT)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Transport.JSON.writeValueAsString(body)));
  }
}
