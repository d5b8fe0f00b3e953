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

/** The service's reconciliation and quarantine, asked by somebody who may change things there. */
public final class ReconcileClient {

  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private final OperatorTransport transport;

  /**
   * @param base for example {@code http://127.0.0.1:8080}
   */
  public ReconcileClient(URI base, Credentials credentials) {
    transport = new OperatorTransport(base, credentials);
  }

  /**
   * Has the service run a pass.
   *
   * @param progress is told the number of SKUs now and then
   * @throws UnreachableException if the service does not answer, cannot do it now, or ends in the
   *     middle
   */
  public PassReport pass(LongConsumer progress) {
    HttpRequest.Builder request =
        transport.request("/reconcile/passes", ANSWER_TIMEOUT).POST(BodyPublishers.noBody());
    return transport.lastOf(
        request, "passed", PassReport.class, news -> progress.accept(news.path("skus").asLong()));
  }

  /** The SKUs in quarantine. */
  public List<QuarantinedSku> quarantined() {
    return transport
        .ask(transport.request("/reconcile", ANSWER_TIMEOUT), Reconciliation.class)
        .quarantined();
  }

  private record Reconciliation(List<QuarantinedSku> quarantined) {}

  /**
   * Lets a SKU out of quarantine.
   *
   * @param how TRUST_DATABASE or RELEASE
   * @throws RefusedException if the service refuses, and why
   */
  public QuarantinedSku repair(String sku, String how, String note) {
    String body = Transport.JSON.writeValueAsString(Map.of("how", how, "note", note));
    String path = "/quarantine/" + URLEncoder.encode(sku, StandardCharsets.UTF_8) + "/repair";
    return transport.ask(
        transport
            .request(path, ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        QuarantinedSku.class);
  }

  /**
   * Anomalies of the ledger, the oldest first, at most 1000.
   *
   * @param all also those that are settled
   */
  public List<Anomaly> anomalies(boolean all) {
    String path = "/anomalies?limit=1000&which=" + (all ? "ALL" : "OPEN");
    return List.of(transport.ask(transport.request(path, ANSWER_TIMEOUT), Anomaly[].class));
  }

  /**
   * Says that what is open of an order has been made good.
   *
   * @param note how
   * @return all anomalies of the order
   * @throws RefusedException if the service refuses, and why
   */
  public List<Anomaly> settle(String orderId, String note) {
    String body = Transport.JSON.writeValueAsString(Map.of("note", note));
    String path = "/anomalies/" + URLEncoder.encode(orderId, StandardCharsets.UTF_8) + "/settle";
    return List.of(
        transport.ask(
            transport
                .request(path, ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)),
            Anomaly[].class));
  }
}
