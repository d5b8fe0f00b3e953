package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/** Who comes into the console, and who does not. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorTest {

  private ConfigurableApplicationContext console;

  @BeforeAll
  void open() {
    console = ConsoleTestApplication.open();
  }

  @AfterAll
  void close() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/console", "/console/", "/console/sale", "/console/sale/history", "/console/no"})
  void nobodySeesAnythingBeforeLoggingIn(String path) {
    HttpResponse<String> answer = new Visitor(console).get(path);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Visitor.location(answer)).endsWith("/console/login");
  }

  @Test
  void aPartOfAPageSendsTheWholePageToTheDoor() {
    HttpResponse<String> answer = new Visitor(console).get("/console/sale", "HX-Request", "true");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("hx-redirect")).contains("/console/login");
    assertThat(new Visitor(console).get("/console/live?part=state", "Accept", "text/event-stream"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(401);
  }

  @Test
  void theDoorIsAWellMadePageThatLoadsNothingFromElsewhere() {
    HttpResponse<String> door = new Visitor(console).get("/console/login");

    WellMade.check(new Visitor(console).parsed(door));
    assertThat(door.headers().firstValue("content-security-policy"))
        .contains(ConsoleSecurityConfiguration.CONTENT);
    assertThat(door.headers().firstValue("set-cookie").orElse(""))
        .contains("SKULINE=", "Path=/console", "HttpOnly", "SameSite=Lax");
  }

  @Test
  void whoeverLogsInComesToThePageThatWasAskedFor() {
    Visitor visitor = new Visitor(console);
    visitor.get("/console/forbidden", "Accept", "text/html");

    HttpResponse<String> answer =
        visitor.logIn(ConsoleTestApplication.VIEWER, ConsoleTestApplication.PASSWORD);

    assertThat(Visitor.location(answer)).contains("/console/forbidden");
  }

  @Test
  void aPageSaysWhoIsLoggedInAndAsWhat() {
    assertThat(who(ConsoleTestApplication.OPERATOR)).isEqualTo("ann Operator");
    assertThat(who(ConsoleTestApplication.VIEWER)).isEqualTo("vic Viewer");
  }

  private String who(String name) {
    return Visitor.loggedIn(console, name).page("/console/sale").select(".who .name").text();
  }

  @Test
  void aWrongPasswordIsRefusedAndManyOfThemAreNotEvenLookedAt() {
    Visitor visitor = new Visitor(console);
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> refused = visitor.logIn("mallory", "guess " + i);
      assertThat(Visitor.location(refused)).endsWith("/console/login?refused=wrong");
    }

    HttpResponse<String> waits = visitor.logIn("mallory", "guess 10");

    assertThat(Visitor.location(waits)).endsWith("/console/login?refused=wait");
    assertThat(visitor.page("/console/login?refused=wait").select("[role=alert]").text())
        .contains("Try again in a minute");
    assertThat(visitor.page("/console/login?refused=wrong").select("[role=alert]").text())
        .contains("Name or password is wrong");
    assertThat(Visitor.loggedIn(console, ConsoleTestApplication.VIEWER)).isNotNull();
  }

  @Test
  void aForgedFormIsRefused() {
    Visitor visitor = Visitor.loggedIn(console, ConsoleTestApplication.OPERATOR);

    HttpResponse<String> forged = visitor.post("/console/logout", Map.of());

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(visitor.parsed(forged).select("h1").text()).isEqualTo("This is not allowed");
    assertThat(visitor.get("/console/sale").statusCode()).isEqualTo(200);
  }

  @Test
  void whoeverLogsOutIsOut() {
    Visitor visitor = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);

    HttpResponse<String> out = visitor.postWithToken("/console/logout", Map.of());

    assertThat(Visitor.location(out)).endsWith("/console/login");
    assertThat(visitor.get("/console/sale").statusCode()).isEqualTo(302);
  }

  @Test
  void aViewerMayChangeNothing() {
    Visitor viewer = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);
    Visitor operator = Visitor.loggedIn(console, ConsoleTestApplication.OPERATOR);

    assertThat(viewer.postWithToken("/console/anything", Map.of()).statusCode()).isEqualTo(403);
    assertThat(operator.postWithToken("/console/anything", Map.of()).statusCode()).isEqualTo(404);
  }

  /** A browser that knows such a password sends it along, whoever has made the request. */
  @Test
  void aPasswordInAHeaderOpensNoPage() {
    HttpResponse<String> answer =
        new Visitor(console)
            .get("/console/sale", "Authorization", "Basic YW5uOm9mLXRoaXMtdGVzdA==");

    assertThat(answer.statusCode()).isEqualTo(302);
  }

  @Test
  void whatIsNotThereIsSaidOnAPage() {
    Visitor visitor = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);

    HttpResponse<String> answer = visitor.get("/console/no-such-page");

    assertThat(answer.statusCode()).isEqualTo(404);
    WellMade.check(visitor.parsed(answer));
    assertThat(visitor.parsed(answer).select("main").text()).contains("/console/no-such-page");
  }

  @Test
  void withoutAPasswordThereIsNoConsole() {
    ApplicationContextRunner service =
        new ApplicationContextRunner().withUserConfiguration(ConsoleConfiguration.class);

    service.run(context -> assertThat(context).doesNotHaveBean(Assets.class));
    service
        .withPropertyValues("skuline.console.user=ann", "skuline.console.password= ")
        .run(context -> assertThat(context).doesNotHaveBean(Assets.class));
  }
}
