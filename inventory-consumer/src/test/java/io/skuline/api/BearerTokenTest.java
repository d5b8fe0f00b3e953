package io.skuline.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.login.TestProvider;
import io.skuline.stack.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Programs show tokens of a real identity provider. The database, which comes after, is away. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BearerTokenTest {

  private static final int ALLOWED = 503;

  private final HttpClient http = HttpClient.newHttpClient();
  private ConfigurableApplicationContext service;
  private ConfigurableApplicationContext provider;
  private HttpResponse<String> beforeItRan;
  private int port;

  @BeforeAll
  void open() throws Exception {
    port = Ports.block(1);
    service = ApiTestApplication.open(TestProvider.settings(port));
    beforeItRan = letters(TestProvider.token(port, claims -> {}));
    provider = TestProvider.open(port, "http://127.0.0.1:1");
    HttpResponse<String> answer = letters(TestProvider.token(port, claims -> {}));
    while (answer.body().contains("cannot be reached")) {
      answer = letters(TestProvider.token(port, claims -> {}));
    }
  }

  @AfterAll
  void close() {
    provider.close();
    service.close();
  }

  @Test
  void aProviderThatDoesNotAnswerIsNoFaultOfTheToken() throws Exception {
    assertThat(beforeItRan.statusCode()).isEqualTo(503);
    assertThat(beforeItRan.body()).contains(TestProvider.issuer(port), "cannot be reached");
  }

  @Test
  void aTokenThatTheProviderHasIssuedOpensWhatItsRoleMay() throws Exception {
    HttpResponse<String> answer = letters(issued());

    assertThat(answer.statusCode()).isEqualTo(ALLOWED);
    assertThat(answer.body()).contains("database");
  }

  @Test
  void aViewersTokenAndOneWithoutARoleMayNot() throws Exception {
    String viewer = token("realm_access", Map.of("roles", List.of("skuline-viewer")));
    String nobody = token("realm_access", "none");

    assertThat(letters(viewer).statusCode()).isEqualTo(403);
    assertThat(letters(viewer).body()).contains("needs a user with the role operator");
    assertThat(letters(nobody).statusCode()).isEqualTo(403);
  }

  @Test
  void aWrongTokenIsRefusedAndSaysWhy() throws Exception {
    Instant past = Instant.now().minusSeconds(3600);
    String expired =
        TestProvider.token(port, claims -> claims.issuedAt(past).expiresAt(past.plusSeconds(60)));
    String other = token("aud", List.of("shop"));
    String elsewhere = token("iss", "http://127.0.0.1:1");

    refused(expired, "expired");
    refused(other, "aud");
    refused(elsewhere, "iss");
    refused("eyJhbGciOiJub25lIn0.e30.", "");
    refused("nonsense", "");
    for (int i = 0; i < 5; i++) {
      refused(TestProvider.foreignToken(port), "");
    }
    assertThat(letters(issued()).statusCode()).isEqualTo(ALLOWED);
  }

  @Test
  void withoutCredentialsBothKindsAreNamed() throws Exception {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/dead-letters")));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().allValues("www-authenticate"))
        .containsExactly("Basic realm=\"skuline\"", "Bearer realm=\"skuline\"");
    assertThat(answer.body()).contains("skuline.console.users", "skuline.console.oidc.issuer-uri");
  }

  @Test
  void aTokenDoesNotReplaceTheHeader() throws Exception {
    HttpRequest.Builder change =
        HttpRequest.newBuilder(at("/reconcile/passes")).POST(BodyPublishers.noBody());

    assertThat(send(change.header("Authorization", "Bearer " + issued())).statusCode())
        .isEqualTo(403);
    assertThat(send(change.header(RequestedBy.HEADER, "me")).statusCode()).isNotEqualTo(403);
  }

  private void refused(String token, String reason) throws Exception {
    HttpResponse<String> answer = letters(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.headers().firstValue("www-authenticate").orElse("")).startsWith("Bearer");
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("the bearer token is refused", reason);
  }

  private String token(String claim, Object value) {
    return TestProvider.token(port, claims -> claims.claim(claim, value));
  }

  /** Returns a token as a program gets it with its own client id and secret. */
  private String issued() throws Exception {
    String client = TestProvider.PROGRAM + ":" + TestProvider.secret(TestProvider.PROGRAM);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(TestProvider.issuer(port) + "/oauth2/token"))
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(client.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    return new JsonMapper().readTree(answer.body()).path("access_token").asString();
  }

  private HttpResponse<String> letters(String token) throws Exception {
    return send(
        HttpRequest.newBuilder(at("/dead-letters")).header("Authorization", "Bearer " + token));
  }

  private URI at(String path) {
    return URI.create(
        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
