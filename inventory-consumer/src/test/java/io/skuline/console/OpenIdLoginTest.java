package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deadletter.OperatorAction;
import io.skuline.login.TestProvider;
import io.skuline.stack.process.Ports;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** People come in by way of a real identity provider, which is started after the console. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenIdLoginTest {

  private static final String WITH = "/console/login/with/openid";

  private ConfigurableApplicationContext console;
  private ConfigurableApplicationContext provider;
  private HttpResponse<String> beforeItRan;

  @BeforeAll
  void open() {
    int port = Ports.block(1);
    console = ConsoleTestApplication.open(TestProvider.settings(port));
    Visitor early = new Visitor(console);
    beforeItRan = early.follow(early.get(WITH));
    provider = TestProvider.open(port, new Visitor(console).site());
    await()
        .until(
            () -> Visitor.location(new Visitor(console).get(WITH)).contains("/oauth2/authorize"));
  }

  @AfterAll
  void close() {
    provider.close();
    console.close();
  }

  @Test
  void aProviderThatDoesNotAnswerIsNamedAndKeepsNobodyElseOut() {
    assertThat(beforeItRan.statusCode()).isEqualTo(200);
    Document door = new Visitor(console).parsed(beforeItRan);
    assertThat(door.select("[role=alert]").text())
        .contains("Example ID cannot be asked", "http://127.0.0.1:", "Connection refused");
    assertThat(door.select("input[name=password]")).hasSize(1);
  }

  @Test
  void theDoorOffersBothWays() {
    Document door = new Visitor(console).page("/console/login");

    WellMade.check(door);
    assertThat(door.select("a[href=" + WITH + "]").text()).isEqualTo("Sign in with Example ID");
    assertThat(door.select("input[name=password]")).hasSize(1);
  }

  @Test
  void anOperatorComesToThePageThatWasAskedForAndIsRecordedByName() {
    Visitor visitor = new Visitor(console);
    visitor.get("/console/dead-letters", "Accept", "text/html");

    HttpResponse<String> page = comeIn(visitor, TestProvider.OPERATOR);

    assertThat(page.uri().getPath()).isEqualTo("/console/dead-letters");
    assertThat(visitor.parsed(page).select(".who .name").text()).isEqualTo("olga Operator");
    visitor.postWithToken("/console/dead-letters/discards?id=7", Map.of("reason", "a test"));
    assertThat(console.getBean(FakeDeadLetterBrowser.class).actions)
        .extracting(OperatorAction::who)
        .contains("olga");
  }

  @Test
  void aViewerSeesAndChangesNothing() {
    Visitor visitor = new Visitor(console);
    HttpResponse<String> page = comeIn(visitor, TestProvider.VIEWER);

    assertThat(visitor.parsed(page).select(".who .name").text()).isEqualTo("vera Viewer");
    assertThat(visitor.postWithToken("/console/anything", Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void whoeverHasNoRoleIsToldWhichAreMissing() {
    Visitor visitor = new Visitor(console);
    HttpResponse<String> page = comeIn(visitor, TestProvider.NOBODY);

    assertThat(page.statusCode()).isEqualTo(403);
    WellMade.check(visitor.parsed(page));
    assertThat(visitor.parsed(page).select("main").text())
        .contains("nora has no role here", "realm_access.roles", "[staff]")
        .contains("[skuline-operator]", "[skuline-viewer]", "Example ID");
    assertThat(visitor.get("/console/live?part=state", "Accept", "text/event-stream").statusCode())
        .isEqualTo(403);
  }

  /** Otherwise nobody could tell afterwards which of both it was. */
  @Test
  void whoeverHasTheNameOfAUserOfTheSettingsIsCalledByTheSubject() {
    Visitor visitor = new Visitor(console);

    HttpResponse<String> page = comeIn(visitor, TestProvider.NAMESAKE);

    assertThat(visitor.parsed(page).select(".who .name").text()).isEqualTo("id-of-ann Viewer");
  }

  @Test
  void anAnswerThatNobodyAskedForOpensNothing() {
    Visitor visitor = new Visitor(console);
    HttpResponse<String> back = atTheProvider(visitor, TestProvider.OPERATOR);

    HttpResponse<String> refused =
        visitor.get(Visitor.location(back).replaceAll("state=[^&]*", "state=forged"));

    assertThat(Visitor.location(refused)).endsWith("/console/login?refused=stale");
    assertThat(visitor.follow(refused).body()).contains("was not begun here");
    assertThat(visitor.get("/console/sale").statusCode()).isEqualTo(302);
  }

  @Test
  void anAnswerIsOfUseToTheBrowserThatAskedAlone() {
    HttpResponse<String> back = atTheProvider(new Visitor(console), TestProvider.OPERATOR);

    HttpResponse<String> stolen = new Visitor(console).get(Visitor.location(back));

    assertThat(Visitor.location(stolen)).endsWith("/console/login?refused=stale");
  }

  @Test
  void aCodeThatTheProviderDoesNotKnowIsRefused() {
    Visitor visitor = new Visitor(console);
    HttpResponse<String> back = atTheProvider(visitor, TestProvider.OPERATOR);

    HttpResponse<String> refused =
        visitor.get(Visitor.location(back).replaceAll("code=[^&]*", "code=guessed"));

    assertThat(Visitor.location(refused)).endsWith("/console/login?refused=openid");
    assertThat(visitor.follow(refused).body()).contains("What Example ID says cannot be accepted");
  }

  @Test
  void aForgedFormOfAPersonIsRefused() {
    Visitor visitor = new Visitor(console);
    comeIn(visitor, TestProvider.OPERATOR);

    HttpResponse<String> forged =
        visitor.post("/console/dead-letters/discards?id=8", Map.of("reason", "forged"));

    assertThat(forged.statusCode()).isEqualTo(403);
  }

  @Test
  void whoeverLogsOutCanLeaveTheProviderToo() {
    Visitor visitor = new Visitor(console);
    comeIn(visitor, TestProvider.VIEWER);

    HttpResponse<String> out = visitor.postWithToken("/console/logout", Map.of());
    Document door = visitor.parsed(visitor.follow(out));

    assertThat(visitor.get("/console/sale").statusCode()).isEqualTo(302);
    assertThat(door.select("[role=status]").text()).contains("still signed in at Example ID");
    HttpResponse<String> there =
        visitor.follow(visitor.get(door.select("[role=status] a").attr("href")));
    assertThat(Visitor.location(there)).isEqualTo(visitor.site() + "/console/login");
    HttpResponse<String> again = visitor.follow(visitor.follow(visitor.get(WITH)));
    assertThat(again.uri().getPath()).as("the password is asked for").isEqualTo("/login");
  }

  /** Follows until a page comes that is none of the provider's. */
  private static HttpResponse<String> comeIn(Visitor visitor, String name) {
    HttpResponse<String> answer = visitor.get(Visitor.location(atTheProvider(visitor, name)));
    while (answer.statusCode() == 302) {
      answer = visitor.follow(answer);
    }
    return answer;
  }

  /** Logs in there, and returns the answer that sends back to the console. */
  private static HttpResponse<String> atTheProvider(Visitor visitor, String name) {
    HttpResponse<String> form = visitor.follow(visitor.follow(visitor.get(WITH)));
    Map<String, String> fields = Visitor.fields(visitor.parsed(form).selectFirst("form"));
    fields.put("username", name);
    fields.put("password", TestProvider.PASSWORD);
    return visitor.follow(visitor.post(form.uri().toString(), fields));
  }
}
