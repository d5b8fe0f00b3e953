package io.skuline.sim.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's reconciliation and quarantine, asked by somebody who may change things there. */
public final class ReconcileClient {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final URI base;
  private final String user;
  private final String password;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final JsonMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * @param base for example {@code http://127.0.0.1:8080}
   * @param password null if there is none: then nothing is sent, and the service decides
   */
  public ReconcileClient(URI base, String user, String password) {
    this.base = base;
    this.user = user;
    this.password = password;
  }

  /**
   * Has the service run a pass.
   *
   * @param progress is told the number of SKUs now and then
   * @throws UnreachableException if the service does not answer, cannot do it now, or ends in the
   *     middle
   */
  public PassReport pass(LongConsumer progress) {
    HttpRequest.Builder request = request("/reconcile/passes").POST(BodyPublishers.noBody());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream(request), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode news = json.readTree(line);
        if (news.has("passed")) {
          return json.treeToValue(news, PassReport.class);
        }
        progress.accept(news.path("skus").asLong());
      }
    } catch (IOException | JacksonException e) {
      throw new UnreachableException(base + " ended in the middle: " + e.getMessage(), e);
    }
    throw new UnreachableException(base + " ended in the middle");
  }

  /** The SKUs in quarantine. */
  public List<QuarantinedSku> quarantined() {
    return ask(request("/reconcile"), Reconciliation.class).quarantined();
  }

  private record Reconciliation(List<QuarantinedSku> quarantined) {}

  /**
   * Lets a SKU out of quarantine.
   *
   * @param how TRUST_DATABASE or RELEASE
   * @throws IllegalArgumentException if the service refuses, and why
   */
  public QuarantinedSku repair(String sku, String how, String note) {
    String body = json.writeValueAsString(Map.of("how", how, "note", note));
    String path = "/quarantine/" + URLEncoder.encode(sku, StandardCharsets.UTF_8) + "/repair";
    return ask(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)),
        QuarantinedSku.class);
  }

  private HttpRequest.Builder request(String path) {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(ANSWER_TIMEOUT);
    if (password != null) {
      byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return request;
  }

  private <T> T ask(HttpRequest.Builder request, Class<T> type) {
    try (InputStream body = stream(request)) {
      return json.readValue(body, type);
    } catch (IOException | JacksonException e) {
      throw new UnreachableException(base + " did not answer with the expected JSON", e);
    }
  }

  private InputStream stream(HttpRequest.Builder request) {
    try {
      HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() == 200) {
        return response.body();
      }
      throw refusal(response.statusCode(), detail(response.body()));
    } catch (IOException e) {
      throw new UnreachableException(
          "The service at %s does not answer. Is it running? Its address is --service-url."
              .formatted(base),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while asking " + base, e);
    }
  }

  private RuntimeException refusal(int status, String detail) {
    String says = "%s answered %d %s".formatted(base, status, detail);
    if (status == 401 || status == 403) {
      return new IllegalArgumentException(
          says + ". The user is --user, the password SKULINE_CONSOLE_PASSWORD");
    }
    return status / 100 == 4
        ? new IllegalArgumentException(detail.isEmpty() ? says : detail)
        : new UnreachableException(says);
  }

  /** The service's own words, if there are any. */
  private String detail(InputStream body) {
    try (body) {
      return json.readTree(body).path("detail").asString("");
    } catch (IOException | JacksonException e) {
      return "";
    }
  }
}
