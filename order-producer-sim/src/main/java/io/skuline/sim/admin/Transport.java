package io.skuline.sim.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to one instance of the service. */
final class Transport {

  static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MAX_PROBLEM_BYTES = 1 << 16;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** An address that the service answers whatever its servers do; any answer is enough. */
  private static final String GREETING = "/actuator/health/liveness";

  private final URI base;
  private boolean greeted;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @param base the address of the service, for example {@code http://127.0.0.1:8080}
   */
  Transport(URI base) {
    this.base = base;
  }

  URI base() {
    return base;
  }

  /**
   * Returns a request for a path below the service's address. It is a GET unless something else is
   * set.
   */
  HttpRequest.Builder request(String path, Duration timeout) {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
    return HttpRequest.newBuilder(uri).timeout(timeout);
  }

  /**
   * Sends a request and returns the answer, whatever its status is.
   *
   * @throws UnreachableException if there is no answer
   */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    Duration patience = AnswerTimeout.usual();
    if (!greeted && request.timeout().orElse(patience).compareTo(patience) > 0) {
      // A long request is sent only to a service that is known to answer.
      sendNow(request(GREETING, patience).build(), BodyHandlers.discarding());
      greeted = true;
    }
    return sendNow(request, handler);
  }

  private <T> HttpResponse<T> sendNow(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UnreachableException(
          "The service at %s does not answer (%s). Is it running? Its address is --service-url."
              .formatted(base, reason(e)),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted while asking " + base, e);
    }
  }

  /**
   * Reads the JSON of an answer.
   *
   * @throws UnreachableException if the answer is not such JSON
   */
  <T> T read(String path, String body, Class<T> type) {
    try {
      return JSON.readValue(body, type);
    } catch (JacksonException e) {
      throw new UnreachableException(
          "%s%s did not answer with the expected JSON: %s"
              .formatted(base, shortened(path), shortened(body)),
          e);
    }
  }

  /**
   * Reads JSON line by line until a line has the field that only the last one has, and returns that
   * line.
   *
   * @param others receives the other lines
   * @throws UnreachableException if no line has the field
   */
  <T> T lastOf(InputStream stream, String field, Class<T> type, Consumer<JsonNode> others) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode news = JSON.readTree(line);
        if (news.has(field)) {
          return JSON.treeToValue(news, type);
        }
        others.accept(news);
      }
    } catch (IOException | JacksonException e) {
      String why = e instanceof IOException broken ? reason(broken) : "a line of it is not JSON";
      throw new UnreachableException(base + " ended in the middle: " + why, e);
    }
    throw new UnreachableException(base + " ended in the middle");
  }

  static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  /**
   * Returns the reason in words. The library's own message is empty or about itself in the most
   * important cases.
   */
  private static String reason(IOException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
        return "there is no host of that name";
      }
    }
    if (e instanceof HttpTimeoutException) {
      return "no answer in time";
    }
    if (e instanceof SSLException) {
      return "it does not speak TLS as https needs it, or has a certificate that is not trusted: "
          + e.getMessage();
    }
    if (e instanceof ConnectException) {
      return "nobody listens there";
    }
    String message = e.getMessage() == null ? "the connection ended" : e.getMessage();
    return message.contains("HTTP/1.1 header parser") || message.contains("Invalid status line")
        ? "it does not speak HTTP"
        : message;
  }

  /**
   * Returns the exception for a status that is no success.
   *
   * @return a {@link RequestRefusedException} if the service says what is wrong with the request;
   *     else an {@link UnreachableException}
   */
  RuntimeException problem(HttpRequest request, int status, String body) {
    String detail = detail(body);
    String answered =
        "%s answered %d to %s %s"
            .formatted(base, status, request.method(), shortened(request.uri().getRawPath()));
    if (status / 100 == 4 && status != TOO_MANY_REQUESTS) {
      return new RequestRefusedException(
          detail.isEmpty() ? answered + ": is this the address of a Skuline service?" : detail);
    }
    return new UnreachableException(detail.isEmpty() ? answered : answered + ": " + detail);
  }

  /** Returns the service's own message, or a part of what another server answered. */
  private static String detail(String body) {
    try {
      JsonNode detail = JSON.readTree(body).path("detail");
      return detail.isString() ? detail.asString() : "";
    } catch (JacksonException e) {
      return shortened(body);
    }
  }

  /** Returns a small body. It is empty if it ends in the middle, because the status says enough. */
  static String text(InputStream body) {
    try (body) {
      return new String(body.readNBytes(MAX_PROBLEM_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
