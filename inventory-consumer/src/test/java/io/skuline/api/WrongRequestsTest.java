package io.skuline.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.wire.EventCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Wrong requests at the HTTP side, and the answers to them. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WrongRequestsTest {

  private static final Map<String, String> TYPES =
      Map.of(
          "json", "application/json",
          "text", "text/plain",
          "form", "application/x-www-form-urlencoded");
  private static final String CREDENTIALS =
      basic(ApiTestApplication.USER, ApiTestApplication.PASSWORD);

  private static String basic(String user, String password) {
    return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext context;
  private UnavailableDatabase database;
  private int port;

  @BeforeAll
  void open() {
    context = ApiTestApplication.open();
    database = context.getBean(ApiTestApplication.Databases.class).unavailable();
    port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
  }

  @AfterAll
  void close() {
    context.close();
  }

  /**
   * Every row of the file is refused with this status, and with a reason that contains this text.
   */
  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvFileSource(resources = "refused-requests.csv", delimiter = '|', quoteCharacter = '`')
  void isRefused(
      String method,
      String path,
      @Nullable String type,
      @Nullable String body,
      int status,
      String reason)
      throws Exception {
    HttpRequest.Builder request = request(path).header("Authorization", CREDENTIALS);
    if (type != null) {
      request.header("Content-Type", TYPES.get(type));
    }
    assertProblem(
        send(request.header("X-Requested-By", "me").method(method, publisher(body))),
        status,
        reason);
  }

  @Test
  void aCartThatIsRightIsAnswered() throws Exception {
    String cart =
        "{\"lines\":[{\"sku\":\"known\",\"quantity\":2},{\"sku\":\"known\",\"quantity\":%d}]}";
    assertThat(check(cart.formatted(3)).body()).isEqualTo("{\"available\":true,\"shortages\":[]}");
    assertThat(check(cart.formatted(4)).body())
        .isEqualTo(
            "{\"available\":false,\"shortages\":[{\"sku\":\"known\",\"requested\":6,\"available\":5}]}");
  }

  @Test
  void aCartIsBoundedBeforeItIsRead() throws Exception {
    String line = "{\"sku\":\"a\",\"quantity\":1},";
    assertProblem(
        check("{\"lines\":[" + line.repeat(100) + line.substring(0, line.length() - 1) + "]}"),
        400,
        "lines must have at most 100 entries, has 101");
    assertProblem(
        check("{\"lines\":[" + line.repeat(EventCodec.MAX_BODY_BYTES / 10)),
        413,
        "at most " + EventCodec.MAX_BODY_BYTES + " bytes");
  }

  /** This also holds for endpoints that are added later. */
  @Test
  void nothingIsChangedWithoutCredentialsAndAHeaderThatPagesCannotSend() throws Exception {
    List<String> changing = changing();
    assertThat(changing)
        .contains(
            "POST /dead-letters/import", "POST /reconcile/passes", "DELETE /dead-letters/replays/1")
        .doesNotContain("POST /stock/check");
    for (String each : changing) {
      String method = each.substring(0, each.indexOf(' '));
      String path = each.substring(each.indexOf(' ') + 1);
      // This is a form that a page sends: a browser adds the credentials that it knows.
      HttpRequest.Builder forged =
          request(path)
              .header("Content-Type", "text/plain")
              .method(method, publisher("{}"))
              .header("Authorization", CREDENTIALS);
      assertProblem(send(forged), 403, "X-Requested-By");
      HttpRequest.Builder empty = forged.copy().header("X-Requested-By", " ");
      assertProblem(send(empty), 403, "curl: -H 'X-Requested-By: me'");
      HttpRequest.Builder anybody =
          request(path).header("X-Requested-By", "me").method(method, publisher("{}"));
      assertProblem(send(anybody), 401, "skuline.console.password");
    }
  }

  @Test
  void aViewerChangesNothingAndReadsNoDeadLetters() throws Exception {
    String viewer = basic(ApiTestApplication.VIEWER, ApiTestApplication.PASSWORD);
    for (String each : changing()) {
      String method = each.substring(0, each.indexOf(' '));
      HttpRequest.Builder change =
          request(each.substring(each.indexOf(' ') + 1))
              .header("X-Requested-By", "me")
              .header("Authorization", viewer)
              .method(method, publisher("{}"));
      assertProblem(send(change), 403, "needs a user with the role operator");
    }
    assertProblem(
        send(request("/dead-letters/1").header("Authorization", viewer)),
        403,
        "needs a user with the role operator");
    assertThat(send(request("/stock/known").header("Authorization", viewer)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void manyWrongPasswordsHaveToWait() throws Exception {
    HttpRequest.Builder guess =
        request("/dead-letters/1").header("Authorization", basic("mallory", "guess"));
    for (int i = 0; i < 10; i++) {
      assertProblem(send(guess), 401, "skuline.console.password");
    }
    assertProblem(send(guess), 429, "try again in a minute");
  }

  private List<String> changing() {
    List<String> changing = new ArrayList<>();
    context
        .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              for (RequestMethod verb : mapping.getMethodsCondition().getMethods()) {
                for (String path : mapping.getPatternValues()) {
                  if (verb != RequestMethod.GET && !path.equals("/stock/check")) {
                    changing.add(verb + " " + path.replaceAll("\\{[a-zA-Z]+}", "1"));
                  }
                }
              }
            });
    return changing;
  }

  /** A page may ask whether it may send the header; the service never agrees. */
  @Test
  void noPageOfAnotherSiteIsAllowedAnything() throws Exception {
    String answer =
        raw(
            """
            OPTIONS /dead-letters/import HTTP/1.1
            Host: 127.0.0.1
            Origin: http://elsewhere.example
            Access-Control-Request-Method: POST
            Access-Control-Request-Headers: x-requested-by
            Connection: close

            """);
    assertThat(answer.toLowerCase(Locale.ROOT)).doesNotContain("access-control-allow");
  }

  /** The other requests are refused at once, so that threads are left for buyers. */
  @Timeout(15)
  @ParameterizedTest
  @CsvSource({"/audit, 1", "/verify, 1", "/movements/export, 8"})
  void whatTakesLongDoesNotTakeEveryThread(String path, int atOnce) throws Exception {
    database.beSlow();
    List<CompletableFuture<HttpResponse<String>>> under = new ArrayList<>();
    try {
      for (int i = 0; i < atOnce; i++) {
        under.add(http.sendAsync(request(path).build(), HttpResponse.BodyHandlers.ofString(UTF_8)));
      }
      database.waiting.acquire(atOnce);
      assertProblem(send(request(path)), 429, "under way");
      assertThat(send(request("/stock/known")).statusCode()).isEqualTo(200);
    } finally {
      database.failNow(atOnce);
    }
    for (CompletableFuture<HttpResponse<String>> each : under) {
      assertProblem(each.get(), 503, "The database cannot be asked");
    }
    assertProblem(send(request(path)), 503, "The database cannot be asked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/stock/a|b", "/stock/<b>", "/stock/a\"b", "/stock/%zz", "/stock/a%2Fb"})
  void whatIsNoPathIsToldByTheServerItself(String path) throws Exception {
    String answer = raw("GET " + path + " HTTP/1.1\nHost: 127.0.0.1\nConnection: close\n\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("application/problem+json", "A-Z a-z 0-9 . _ : -")
        .doesNotContain("<html", "Tomcat");
  }

  private String raw(String lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(lines.replace("\n", "\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private HttpResponse<String> check(String cart) throws Exception {
    return send(
        request("/stock/check").header("Content-Type", "application/json").POST(publisher(cart)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private static HttpRequest.BodyPublisher publisher(@Nullable String body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
  }

  private static void assertProblem(HttpResponse<String> response, int status, String reason) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asString())
        .isNotBlank()
        .contains(reason)
        .doesNotContainIgnoringCase("jackson", "deserial", "REDACTED", "java.", "secret");
  }
}
