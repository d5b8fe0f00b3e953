package io.skuline.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers the plain stock queries, which anybody may ask and which come most often, before the many
 * steps that other requests need. A query is plain if no step could change its answer: it has no
 * credentials, no parameters and no trace, and asks for JSON.
 *
 * <p>Every other request goes on to these steps, and so does a query that is refused or fails, with
 * the reason. So all refusals come from one place.
 */
final class StockShortcut implements Filter {

  private static final String STOCK = "/stock/";
  private static final String CHECK = STOCK + "check";

  /** What the client accepts if it says so, other than nothing at all. */
  private static final Set<String> JSON = Set.of("*/*", MediaType.APPLICATION_JSON_VALUE);

  /** A larger cart may be too large, or be sent in pieces. */
  private static final int MAX_CART_BYTES = 16 * 1024;

  private static final String FAILURE = StockShortcut.class.getName();

  private final Supplier<StockController> stock;
  private final Supplier<MeterRegistry> meters;
  private final JsonMapper json;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /**
   * @param stock supplies what answers all queries
   * @param meters supplies where requests are counted
   */
  StockShortcut(Supplier<StockController> stock, Supplier<MeterRegistry> meters, JsonMapper json) {
    this.stock = stock;
    this.meters = meters;
    this.json = json;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    filter((HttpServletRequest) request, (HttpServletResponse) response, chain);
  }

  private void filter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String method = request.getMethod();
    boolean plain = isPlain(request);
    if (plain && method.equals("GET")) {
      String sku = request.getRequestURI().substring(STOCK.length());
      answer(request, response, chain, STOCK + "{sku}", () -> stock.get().one(sku));
    } else if (plain && method.equals("POST") && isPlainCart(request)) {
      answer(request, response, chain, CHECK, () -> stock.get().check(body(request)));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isPlain(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith(STOCK)
        // A path that is written in another way than it is understood is for the firewall.
        && path.equals(request.getServletPath())
        && request.getQueryString() == null
        && request.getHeader("Authorization") == null
        && request.getHeader("traceparent") == null
        && isPlainOrNone(request.getHeader("Accept"))
        && !request.isSecure();
  }

  private static boolean isPlainOrNone(@Nullable String accept) {
    return accept == null || JSON.contains(accept);
  }

  private static boolean isPlainCart(HttpServletRequest request) {
    int length = request.getContentLength();
    return request.getRequestURI().equals(CHECK)
        && MediaType.APPLICATION_JSON_VALUE.equals(request.getContentType())
        && length >= 0
        && length <= MAX_CART_BYTES;
  }

  private static byte[] body(HttpServletRequest request) throws IOException {
    byte[] body = new byte[request.getContentLength()];
    int read = request.getInputStream().readNBytes(body, 0, body.length);
    return read == body.length ? body : Arrays.copyOf(body, read);
  }

  /** What a controller does. */
  private interface Answer {
    Object get() throws IOException;
  }

  /**
   * Writes the answer, or has the other steps answer why there is none.
   *
   * @param pattern the path as metrics name it
   */
  private void answer(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String pattern,
      Answer answer)
      throws IOException, ServletException {
    long start = System.nanoTime();
    byte[] body;
    try {
      body = json.writeValueAsBytes(answer.get());
    } catch (RuntimeException e) {
      request.setAttribute(FAILURE, e);
      chain.doFilter(request, response);
      return;
    }
    setHeaders(response);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    timers
        .computeIfAbsent(pattern, any -> timer(request.getMethod(), pattern))
        .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  /** The timer that Spring's own observation of requests has. */
  private Timer timer(String method, String pattern) {
    Tags tags =
        Tags.of("method", method, "uri", pattern, "status", "200", "outcome", "SUCCESS")
            .and("error", "none", "exception", "none");
    return meters.get().timer("http.server.requests", tags);
  }

  /** The headers that {@link SecurityConfiguration} gives to every answer. */
  private static void setHeaders(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-XSS-Protection", "0");
    response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    response.setHeader("Pragma", "no-cache");
    response.setHeader("Expires", "0");
    response.setHeader("X-Frame-Options", "DENY");
  }

  /**
   * Fails a query that has failed in the shortcut, instead of asking again.
   *
   * @throws RuntimeException what it has failed with
   */
  static void requireNotFailed(HttpServletRequest request) {
    if (request.getAttribute(FAILURE) instanceof RuntimeException e) {
      throw e;
    }
  }
}
