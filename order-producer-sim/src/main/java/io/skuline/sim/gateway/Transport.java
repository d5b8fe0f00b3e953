package io.skuline.sim.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to one instance of the service. */
final class Transport {

  static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /**
   * @param base for example {@code http://127.0.0.1:8080}
   */
  Transport(URI base) {
    this.base = base;
  }

  URI base() {
    return base;
  }

  /** A request for a path below the service's address; GET unless something else is set. */
  HttpRequest.Builder request(String path, Duration timeout) {
    URI uri = URI.create(base.toString().replaceAll("/+$", "") + path);
    return HttpRequest.newBuilder(uri).timeout(timeout);
  }

  /**
   * Sends and returns whatever is answered.
   *
   * @throws UnreachableException if nothing is
   */
  <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
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
   * Reads JSON that the path answered.
   *
   * @throws UnreachableException if it is something else
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
   * Reads JSON line by line until one has the field that only the last one has, and returns that.
   *
   * @throws UnreachableException if none has
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
      throw new UnreachableException(base + " ended in the middle: " + e.getMessage(), e);
    }
    throw new UnreachableException(base + " ended in the middle");
  }

  static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
