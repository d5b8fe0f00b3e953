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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes to the HTTP doors and is wrong, and how that is told. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsTest {

  private static final Map<String, String> TYPES =
      Map.of(
          "json", "application/json",
          "text", "text/plain",
          "form", "application/x-www-form-urlencoded");
  private static final String CREDENTIALS =
      "Basic "
          + Base64.getEncoder().encodeToString((Doors.USER + ":" + Doors.PASSWORD).getBytes(UTF_8));

  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext context;
  private AwayDatabase database;
  private int port;

  @BeforeAll
  void open() {
    context = Doors.open();
    database = context.getBean(Doors.Databases.class).away();
    port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
  }

  @AfterAll
  void close() {
    context.close();
  }

  /** Every row is refused: with this status, and a reason in which this stands. */
  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # What is not there.
          GET    | /                                  |      |  | 404 | There is no GET /
          GET    | /nope                              |      |  | 404 | There is no GET /nope
          POST   | /nope                              | json |  | 404 | There is no POST /nope
          GET    | /error                             |      |  | 404 | There is no GET /error
          GET    | /actuator/nope                     |      |  | 404 | There is no GET /actuator/nope
          GET    | /stock/unknown                     |      |  | 404 | SKU unknown is unknown
          POST   | /stock/known                       | json |  | 405 | There is: [GET]
          DELETE | /audit                             |      |  | 405 | There is: [GET]
          GET    | /stock/check/known                 |      |  | 404 | There is no GET
          GET    | /reconcile/passes                  |      |  | 405 | There is: [POST]
          # Names and paths.
          GET    | /stock/a%2Fb                       |      |  | 400 | A-Z a-z 0-9 . _ : -
          GET    | /stock/a%20b                       |      |  | 400 | U+0020 (SPACE) at position 2
          GET    | /stock/a;b                         |      |  | 400 | A-Z a-z 0-9 . _ : -
          GET    | /stock//b                          |      |  | 400 | A-Z a-z 0-9 . _ : -
          GET    | /stock/%C3%A9                      |      |  | 400 | U+00E9 (LATIN SMALL LETTER E WITH ACUTE) at position 1
          GET    | /stock/a%00b                       |      |  | 400 | A-Z a-z 0-9 . _ : -
          GET    | /quarantine/a%20b                  |      |  | 400 | U+0020
          GET    | /dead-letters/seventeen            |      |  | 400 | id must be a whole number, is "seventeen"
          GET    | /dead-letters/1.0                  |      |  | 400 | id must be a whole number
          # Parameters.
          GET    | /stock                             |      |  | 400 | 'sku' is missing
          GET    | /stock?sku=                        |      |  | 400 | sku is missing
          GET    | /stock?sku=a&sku=                  |      |  | 400 | must have 1 to 64 characters
          GET    | /stock?sku=a&skus=b                |      |  | 400 | There is no parameter 'skus'
          GET    | /audit?waitSeconds=soon            |      |  | 400 | waitSeconds must be a whole number
          GET    | /audit?waitSeconds=1.5             |      |  | 400 | waitSeconds must be a whole number
          GET    | /audit?waitSeconds=601             |      |  | 400 | waitSeconds must be 0 to 600, is 601
          GET    | /audit?waitSeconds=99999999999     |      |  | 400 | at most 2147483647, is "99999999999"
          GET    | /verify?waitSeconds=-1             |      |  | 400 | waitSeconds must be 0 to 600, is -1
          GET    | /verify?wait=1                     |      |  | 400 | There is no parameter 'wait'
          GET    | /movements                         |      |  | 400 | 'sku' is missing
          GET    | /movements?sku=a&from=b            |      |  | 400 | from must be a whole number, is "b"
          GET    | /movements?sku=a&from=1&from=2     |      |  | 400 | 'from' is given 2 times
          GET    | /movements?sku=a&limit=0           |      |  | 400 | limit must be 1 to
          GET    | /movements?sku=a&sku=b             |      |  | 400 | 'sku' is given 2 times
          GET    | /movements/export?format=XML       |      |  | 400 | format must be one of NDJSON, CSV, is "XML"
          GET    | /movements/export?sku=a%2Cb        |      |  | 400 | U+002C
          GET    | /anomalies?which=some              |      |  | 400 | which must be one of OPEN, ALL, is "some"
          GET    | /anomalies?limit=1001              |      |  | 400 | limit must be 1 to 1000, is 1001
          GET    | /dead-letters?state=NOPE           |      |  | 400 | state must be one of PARKED
          GET    | /dead-letters?since=yesterday      |      |  | 400 | since must be a date and time such as
          GET    | /dead-letters?since=1764230400             |      |  | 400 | since must be a date and time such as
          GET    | /dead-letters?reason=NOPE          |      |  | 400 | reason must be one of MALFORMED_JSON
          GET    | /dead-letters/export?reason=FAIL   |      |  | 400 | reason must be one of MALFORMED_JSON
          GET    | /dead-letters?limit=0              |      |  | 400 | limit must
          GET    | /dead-letters?after=x              |      |  | 400 | after must be a whole number
          GET    | /dead-letters?stat=PARKED          |      |  | 400 | There is no parameter 'stat'
          GET    | /dead-letters/export?state=NOPE    |      |  | 400 | state must be one of PARKED
          GET    | /dead-letters/actions?letter=x     |      |  | 400 | letter must be a whole number
          # Bodies.
          POST   | /stock/check                       |      |  | 415 | Content-Type must be one of [application/json]
          POST   | /stock/check                       | form | lines=1 | 415 | Content-Type must be one of
          POST   | /stock/check                       | text | {} | 415 | is text/plain
          POST   | /stock/check                       | json |  | 400 | must be one JSON object
          POST   | /stock/check                       | json | { | 400 | not valid JSON: it ends too soon
          POST   | /stock/check                       | json | [] | 400 | must be one JSON object
          POST   | /stock/check                       | json | null | 400 | must be one JSON object
          POST   | /stock/check                       | json | {} | 400 | lines is missing
          POST   | /stock/check                       | json | {"lines":null} | 400 | lines is missing
          POST   | /stock/check                       | json | {"lines":{}} | 400 | lines must be an array, is an object
          POST   | /stock/check                       | json | {"lines":[]} | 400 | lines must have 1 to 100 entries, has 0
          POST   | /stock/check                       | json | {"lines":[null]} | 400 | lines[0] must be an object, is null
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1},null]} | 400 | lines[1] must be an object
          POST   | /stock/check                       | json | {"lines":[{"quantity":1}]} | 400 | lines[0].sku is missing
          POST   | /stock/check                       | json | {"lines":[{"sku":"a"}]} | 400 | lines[0].quantity is missing
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1.9}]} | 400 | lines[0].quantity must be a whole number, is 1.9
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1.0}]} | 400 | lines[0].quantity must be a whole number
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":"2"}]} | 400 | lines[0].quantity must be a whole number, is a string
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":true}]} | 400 | lines[0].quantity must be a whole number
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":0}]} | 400 | lines[0].quantity must be 1 to 1000000, is 0
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":99999999999}]} | 400 | lines[0].quantity must be 1 to 1000000
          POST   | /stock/check                       | json | {"lines":[{"sku":4711,"quantity":1}]} | 400 | lines[0].sku must be a string, is a number
          POST   | /stock/check                       | json | {"lines":[{"sku":"a b","quantity":1}]} | 400 | lines[0].sku may have
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1,"quantity":2}]} | 400 | an object has the field "quantity" twice
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1}],"lines":[]} | 400 | an object has the field "lines" twice
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","qty":1}]} | 400 | lines[0].qty is no field here; there is: sku, quantity
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1}],"cart":7} | 400 | cart is no field here; there is: lines
          POST   | /stock/check                       | json | {"lines":[{"sku":"a","quantity":1}]} x | 400 | not valid JSON
          POST   | /dead-letters/replays              | json |  | 400 | There is no body
          POST   | /dead-letters/replays              | json | null | 400 | There is no body
          POST   | /dead-letters/replays              | json | { | 400 | not valid JSON
          POST   | /dead-letters/replays              | json | [] | 400 | The body must be an object
          POST   | /dead-letters/replays              | json | {} | 400 | ids or filter must be given
          POST   | /dead-letters/replays              | text | {} | 415 | is text/plain
          POST   | /dead-letters/replays              | json | {"ids":[null]} | 400 | ids must be numbers, has null
          POST   | /dead-letters/replays              | json | {"ids":["1"]} | 400 | ids[0] must be a whole number
          POST   | /dead-letters/replays              | json | {"ids":[1.9]} | 400 | ids[0] must be a whole number
          POST   | /dead-letters/replays              | json | {"ids":1} | 400 | ids must be an array
          POST   | /dead-letters/replays              | json | {"ids":[1],"ids":[2]} | 400 | has a field twice, at line 1
          POST   | /dead-letters/replays              | json | {"ids":[1],"rate":"5"} | 400 | rate must be a whole number
          POST   | /dead-letters/replays              | json | {"ids":[1],"rate":0} | 400 | rate must be 1 to 10000, is 0
          POST   | /dead-letters/replays              | json | {"ids":[1],"again":"true"} | 400 | again must be true or false
          POST   | /dead-letters/replays              | json | {"ids":[1],"again":1} | 400 | again must be true or false
          POST   | /dead-letters/replays              | json | {"idss":[1]} | 400 | There is no field 'idss'
          POST   | /dead-letters/replays              | json | {"filter":{"skus":"a"}} | 400 | There is no field 'skus' as filter.skus. There is: group
          POST   | /dead-letters/replays              | json | {"filter":{}} | 400 | names no condition
          POST   | /dead-letters/replays              | json | {"filter":{"state":"NOPE"}} | 400 | filter.state must be one of PARKED
          POST   | /dead-letters/replays              | json | {"filter":{"state":1}} | 400 | filter.state must be one of PARKED
          POST   | /dead-letters/replays              | json | {"filter":{"since":"yesterday"}} | 400 | filter.since must be a date and time
          POST   | /dead-letters/replays              | json | {"filter":{"since":1764230400}} | 400 | filter.since must be a date and time
          POST   | /dead-letters/replays              | json | {"filter":{"since":1.5}} | 400 | filter.since must be a date and time
          POST   | /dead-letters/replays              | json | {"filter":{"since":"1764230400"}} | 400 | filter.since must be a date and time
          POST   | /dead-letters/replays              | json | {"filter":{"since":""}} | 400 | filter.since must be a date and time
          POST   | /dead-letters/replays              | json | {"filter":{"reason":"NOPE"}} | 400 | filter.reason must be one of MALFORMED_JSON
          POST   | /dead-letters/replays              | json | {"filter":{"reason":1}} | 400 | filter.reason must be one of MALFORMED_JSON
          POST   | /dead-letters/replays              | json | {"filter":{"sku":4711}} | 400 | filter.sku must be a string
          POST   | /dead-letters/replays/dry-run      | json | {} | 400 | ids or filter must be given
          POST   | /dead-letters/discards             | json | {"ids":[1]} | 400 | reason must have
          POST   | /dead-letters/discards             | json | {"ids":[1],"reason":5} | 400 | reason must be a string
          POST   | /dead-letters/import               | text | {} | 400 | line 1 is no exported letter
          POST   | /dead-letters/import               | text | { | 400 | line 1 is no exported letter
          PUT    | /dead-letters/1/body               | text |  | 422 | must have 1 to
          POST   | /quarantine/a/repair               | json | {} | 400 | how is missing
          POST   | /quarantine/a/repair               | json | {"how":"MAGIC"} | 400 | how must be one of
          POST   | /quarantine/a/repair               | json | {"how":0} | 400 | how must be one of
          POST   | /anomalies/a/settle                | json | {} | 400 | note is missing
          POST   | /anomalies/a%20b/settle            | json | {"note":"x"} | 400 | U+0020
          # What is away, or broken.
          GET    | /stock/fenced                      |      |  | 503 | Redis cannot be asked
          GET    | /stock?sku=known&sku=fenced        |      |  | 503 | Redis cannot be asked
          POST   | /stock/check                       | json | {"lines":[{"sku":"fenced","quantity":1}]} | 503 | Redis cannot be asked
          GET    | /audit?waitSeconds=0               |      |  | 503 | The database cannot be asked
          GET    | /verify?waitSeconds=0              |      |  | 503 | The database cannot be asked
          GET    | /movements?sku=a                   |      |  | 503 | The database cannot be asked
          GET    | /movements/export                  |      |  | 503 | The database cannot be asked
          GET    | /movements/export?format=CSV&sku=a |      |  | 503 | The database cannot be asked
          GET    | /anomalies                         |      |  | 503 | The database cannot be asked
          GET    | /reconcile                         |      |  | 503 | The database cannot be asked
          POST   | /reconcile/passes                  |      |  | 503 | The database cannot be asked
          GET    | /quarantine/a                      |      |  | 503 | The database cannot be asked
          GET    | /dead-letters                      |      |  | 503 | The database cannot be asked
          GET    | /dead-letters/1                    |      |  | 503 | The database cannot be asked
          GET    | /dead-letters/export               |      |  | 503 | The database cannot be asked
          POST   | /dead-letters/replays              | json | {"ids":[1]} | 503 | The database cannot be asked
          POST   | /dead-letters/replays/dry-run      | json | {"ids":[1]} | 503 | The database cannot be asked
          DELETE | /dead-letters/replays/1            |      |  | 503 | The database cannot be asked
          POST   | /anomalies/a/settle                | json | {"note":"x"} | 503 | The database cannot be asked
          GET    | /stock/defect                      |      |  | 500 | A fault of the service; its log has the details
          """)
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

  /** Also of what is added one day. */
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
      // As a form of a page sends it: a browser adds the credentials that it knows.
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

  /** A page may ask whether it may send the header; nobody says yes. */
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

  /** The others are refused at once, so that there are threads left for whoever buys. */
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
