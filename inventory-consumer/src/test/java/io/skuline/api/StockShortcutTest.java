package io.skuline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.StockLevels;
import io.skuline.event.StockLevel;
import io.skuline.wire.EventCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

/** Whoever asks for stock cannot tell whether the shortcut has answered. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockShortcutTest {

  private static final String CART = "{\"lines\":[{\"sku\":\"%s\",\"quantity\":2}]}";

  /** What a client of this form accepts is for the ordinary steps to find out. */
  private static final String NOT_PLAIN = "application/json;q=0.9";

  /** Headers that are about the time, the connection and the encoding of the body. */
  private static final List<String> OF_TRANSPORT =
      List.of("date", "connection", "keep-alive", "content-length", "transfer-encoding");

  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext context;
  private String service;

  @BeforeAll
  void open() {
    context = ApiTestApplication.open();
    service = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  @AfterAll
  void close() {
    context.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(URI.create(service + path));
  }

  private HttpRequest.Builder check(String cart) {
    return get("/stock/check")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(cart));
  }

  private static Map<String, List<String>> headers(HttpResponse<String> answer) {
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(OF_TRANSPORT);
    return headers;
  }

  private static void assertSame(HttpResponse<String> shorter, HttpResponse<String> longer) {
    assertThat(shorter.statusCode()).isEqualTo(longer.statusCode()).isEqualTo(200);
    assertThat(shorter.body()).isEqualTo(longer.body()).contains("available");
    assertThat(headers(shorter)).isEqualTo(headers(longer)).containsKey("x-frame-options");
  }

  @Test
  void theAnswerIsTheSameWithAndWithoutIt() throws Exception {
    assertSame(send(get("/stock/known")), send(get("/stock/known").header("Accept", NOT_PLAIN)));
    for (String sku : List.of("known", "unknown")) {
      String cart = CART.formatted(sku);
      assertSame(send(check(cart)), send(check(cart).header("Accept", NOT_PLAIN)));
    }
  }

  @Test
  void onlyPlainQueriesTakeIt() throws Exception {
    assertThat(takesShortcut(request("GET", "/stock/tea"))).isTrue();
    for (String accepted : List.of("*/*", "application/json")) {
      MockHttpServletRequest asking = request("GET", "/stock/tea");
      asking.addHeader("Accept", accepted);
      assertThat(takesShortcut(asking)).isTrue();
    }
    assertThat(takesShortcut(cart("application/json", CART.formatted("tea")))).isTrue();

    assertThat(takesShortcut(cart("text/plain", CART.formatted("tea")))).isFalse();
    assertThat(takesShortcut(cart("application/json", " ".repeat(16 * 1024 + 1)))).isFalse();
    assertThat(takesShortcut(request("HEAD", "/stock/tea"))).isFalse();
    assertThat(takesShortcut(request("GET", "/stock"))).isFalse();
    assertThat(takesShortcut(request("POST", "/stock/tea"))).isFalse();
    MockHttpServletRequest asking = request("GET", "/stock/tea");
    asking.addHeader("Accept", NOT_PLAIN);
    assertThat(takesShortcut(asking)).isFalse();
    MockHttpServletRequest withCredentials = request("GET", "/stock/tea");
    withCredentials.addHeader("Authorization", "Basic YTpi");
    assertThat(takesShortcut(withCredentials)).isFalse();
    MockHttpServletRequest traced = request("GET", "/stock/tea");
    traced.addHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assertThat(takesShortcut(traced)).isFalse();
    MockHttpServletRequest withParameter = request("GET", "/stock/tea");
    withParameter.setQueryString("a=b");
    assertThat(takesShortcut(withParameter)).isFalse();
    MockHttpServletRequest oddlyWritten = request("GET", "/stock/%74ea");
    oddlyWritten.setServletPath("/stock/tea");
    assertThat(takesShortcut(oddlyWritten)).isFalse();
  }

  private static boolean takesShortcut(MockHttpServletRequest request) throws Exception {
    MockFilterChain chain = new MockFilterChain();
    shortcut(skus -> Map.of("tea", new StockLevel(5, 1)))
        .doFilter(request, new MockHttpServletResponse(), chain);
    return chain.getRequest() == null;
  }

  @ParameterizedTest
  @CsvSource({
    "/stock/unknown, 404, SKU unknown is unknown",
    "/stock/fenced, 503, Redis cannot be asked",
    "/stock/defect, 500, A fault of the service",
    "/stock/a%20b, 400, at position 2",
    "/stock/., 400, ''",
    "/stock/known;a=b, 400, ''",
    "/stock//known, 400, ''",
    "/stock/known?nosuch=1, 400, no parameter 'nosuch'",
  })
  void aRefusalComesFromTheOrdinarySteps(String path, int status, String reason) throws Exception {
    HttpResponse<String> answer = send(get(path));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.body()).contains(reason);
  }

  @Test
  void aRefusedCartIsToldWhy() throws Exception {
    assertThat(send(check(CART.formatted("a b"))).body()).contains("lines[0].sku may have");
    assertThat(send(check("{")).statusCode()).isEqualTo(400);
    assertThat(send(check("")).statusCode()).isEqualTo(400);
    assertThat(send(check(CART.formatted("fenced"))).statusCode()).isEqualTo(503);
  }

  @Test
  void wrongCredentialsAreStillRefused() throws Exception {
    String wrong = "Basic YTpi";
    assertThat(send(get("/stock/known").header("Authorization", wrong)).statusCode())
        .isEqualTo(401);
    assertThat(send(check(CART.formatted("known")).header("Authorization", wrong)).statusCode())
        .isEqualTo(401);
  }

  /** Each time would take as long as the store of the stock may take. */
  @Test
  void whatCannotBeAskedIsAskedOnce() throws Exception {
    List<Collection<String>> asked = new ArrayList<>();
    StockShortcut shortcut =
        shortcut(
            skus -> {
              asked.add(skus);
              throw new DeductionUnavailableException("Redis cannot be asked");
            });
    MockHttpServletRequest request = request("GET", "/stock/tea");
    MockFilterChain chain = new MockFilterChain();
    shortcut.doFilter(request, new MockHttpServletResponse(), chain);
    assertThat(asked).hasSize(1);
    assertThat(chain.getRequest()).isNotNull();
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> StockShortcut.requireNotFailed(request));
  }

  /** The registry refuses two sets of tags with other names. */
  @Test
  void requestsAreCountedAsThoseThatDoNotTakeIt() throws Exception {
    send(get("/stock/known").header("Accept", NOT_PLAIN));
    send(check(CART.formatted("known")).header("Accept", NOT_PLAIN));
    // The connection is the same, so the requests before are over, and are counted.
    send(get("/stock/known"));
    send(check(CART.formatted("known")));
    send(get("/stock/unknown"));
    for (String uri : List.of("/stock/{sku}", "/stock/check")) {
      var timers =
          context
              .getBean(MeterRegistry.class)
              .find("http.server.requests")
              .tags("uri", uri, "status", "200")
              .timers();
      assertThat(timers).hasSize(1);
      assertThat(timers.iterator().next().count()).isGreaterThanOrEqualTo(2);
    }
  }

  private static StockShortcut shortcut(StockLevels levels) {
    StockController stock = new StockController(levels, Optional.empty(), new EventCodec());
    return new StockShortcut(() -> stock, SimpleMeterRegistry::new, new JsonMapper());
  }

  private static MockHttpServletRequest cart(String type, String body) {
    MockHttpServletRequest cart = request("POST", "/stock/check");
    cart.setContentType(type);
    cart.setContent(body.getBytes(StandardCharsets.UTF_8));
    return cart;
  }

  private static MockHttpServletRequest request(String method, String path) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, path);
    request.setServletPath(path);
    return request;
  }
}
