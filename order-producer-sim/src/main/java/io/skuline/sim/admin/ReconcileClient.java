package io.skuline.sim.admin;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Calls the service's HTTP addresses for reconciliation, quarantine and anomalies, with the
 * credentials of an operator.
 */
public final class ReconcileClient {

  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private final OperatorTransport transport;

  /**
   * @param base the address of the service, for example {@code http://127.0.0.1:8080}
   */
  public ReconcileClient(URI base, OperatorCredentials credentials) {
    transport = new OperatorTransport(base, credentials);
  }

  /**
   * Runs a reconciliation pass in the service.
   *
   * @param progress receives the number of SKUs from time to time
   * @throws UnreachableException if the service does not answer, cannot run a pass now, or ends in
   *     the middle
   */
  public ReportedPass pass(LongConsumer progress) {
    HttpRequest.Builder request =
        transport.request("/reconcile/passes", ANSWER_TIMEOUT).POST(BodyPublishers.noBody());
    return transport.lastOf(
        request, "passed", ReportedPass.class, news -> progress.accept(news.path("skus").asLong()));
  }

  /** Returns the SKUs in quarantine. */
  public List<QuarantinedSku> quarantined() {
    return transport
        .ask(transport.request("/reconcile", ANSWER_TIMEOUT), Reconciliation.class)
        .quarantined();
  }

  private record Reconciliation(List<QuarantinedSku> quarantined) {}

  /**
   * Repairs a SKU and ends its quarantine.
   *
   * @param mode TRUST_DATABASE or RELEASE
   * @throws RequestRefusedException if the service refuses; the message says why
   */
  public QuarantinedSku repair(String sku, String mode, String note) {
    String body = Transport.JSON.writeValueAsString(Map.of("how", mode, "note", note));
    String path = "/quarantine/" + URLEncoder.encode(sku, StandardCharsets.UTF_8) + "/repair";
    return transport.ask(
        transport
            .request(path, ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        QuarantinedSku.class);
  }

  /**
   * Returns anomalies of the ledger, the oldest first, at most 1000.
   *
   * @param all whether settled anomalies count, too
   */
  public List<ReportedAnomaly> anomalies(boolean all) {
    String path = "/anomalies?limit=1000&which=" + (all ? "ALL" : "OPEN");
    return List.of(transport.ask(transport.request(path, ANSWER_TIMEOUT), ReportedAnomaly[].class));
  }

  /**
   * Records that the open anomalies of an order have been made good.
   *
   * @param note how they were made good
   * @return all anomalies of the order
   * @throws RequestRefusedException if the service refuses; the message says why
   */
  public List<ReportedAnomaly> settle(String orderId, String note) {
    String body = Transport.JSON.writeValueAsString(Map.of("note", note));
    String path = "/anomalies/" + URLEncoder.encode(orderId, StandardCharsets.UTF_8) + "/settle";
    return List.of(
        transport.ask(
            transport
                .request(path, ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)),
            ReportedAnomaly[].class));
  }
}
