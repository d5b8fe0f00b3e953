package io.skuline.sim.admin;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Sends requests with a user and a password, and turns refusals into exceptions. */
final class OperatorTransport {

  private final Transport transport;
  private final OperatorCredentials credentials;

  OperatorTransport(URI base, OperatorCredentials credentials) {
    transport = new Transport(base);
    this.credentials = credentials;
  }

  URI base() {
    return transport.base();
  }

  HttpRequest.Builder request(String path, Duration timeout) {
    return transport.request(path, timeout);
  }

  /** Sends a request and returns the answer, read as JSON. */
  <T> T ask(HttpRequest.Builder builder, Class<T> type) {
    HttpRequest request = authorized(builder);
    HttpResponse<String> response = transport.send(request, BodyHandlers.ofString());
    if (!ok(response)) {
      throw problem(request, response.statusCode(), response.body());
    }
    return transport.read(request.uri().getPath(), response.body(), type);
  }

  /** Sends a request and returns the answer as a stream. */
  InputStream stream(HttpRequest.Builder builder) {
    HttpRequest request = authorized(builder);
    HttpResponse<InputStream> response = transport.send(request, BodyHandlers.ofInputStream());
    if (ok(response)) {
      return response.body();
    }
    throw problem(request, response.statusCode(), Transport.text(response.body()));
  }

  /** Sends a request and returns the last line of the answer; see {@link Transport#lastOf}. */
  <T> T lastOf(
      HttpRequest.Builder builder, String field, Class<T> type, Consumer<JsonNode> others) {
    return transport.lastOf(stream(builder), field, type, others);
  }

  private HttpRequest authorized(HttpRequest.Builder request) {
    // The service changes nothing without this header, because pages in a browser cannot send it.
    request.header("X-Requested-By", "skuline");
    if (credentials.password() != null) {
      request.header("Authorization", credentials.basic());
    }
    return request.build();
  }

  private static boolean ok(HttpResponse<?> response) {
    return response.statusCode() / 100 == 2;
  }

  private RuntimeException problem(HttpRequest request, int status, String body) {
    if (status == 401) {
      return new RequestRefusedException(unknownUser());
    }
    return transport.problem(request, status, body);
  }

  private String unknownUser() {
    String found =
        credentials.password() == null
            ? "The service at %s wants a password, and there is none. ".formatted(base())
            : "The service at %s does not accept this password for the user %s. "
                .formatted(base(), credentials.user());
    return found
        + "Set SKULINE_CONSOLE_PASSWORD, and SKULINE_CONSOLE_USER or --user, to what the service"
        + " has in skuline.console.password and skuline.console.user.";
  }
}
