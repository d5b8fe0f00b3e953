package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.OperatorAction;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages of dead letters and of replays. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LetterPagesTest {

  private static final String LETTERS = "/console/dead-letters";
  private static final String MARKUP = "<script>document.title='run'</script>";
  private static final String BROKEN =
      "{\"type\":\"OrderCreated\",\"note\":\"%s\",\"lines\":[{\"quantity\":2},{\"quantity\":-1}]}"
          .formatted(MARKUP);

  private ConfigurableApplicationContext console;
  private FakeDeadLetterBrowser letters;
  private Visitor operator;
  private Visitor viewer;

  @BeforeAll
  void open() {
    console = ConsoleTestApplication.open();
    letters = console.getBean(FakeDeadLetterBrowser.class);
    operator = Visitor.loggedIn(console, ConsoleTestApplication.OPERATOR);
    viewer = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);
  }

  @AfterAll
  void close() {
    console.close();
  }

  @BeforeEach
  void letters() {
    letters.clear();
    for (int i = 1; i <= 120; i++) {
      letters.park(
          i,
          "o-" + i,
          "OrderCreated",
          i % 3 == 0 ? "FAILED" : "INVALID_FIELD",
          Instant.now().minusSeconds(1000 - i));
    }
    letters.bodies.put(7L, BROKEN);
  }

  @Test
  void theListShowsTheNewestFirstAndGoesOnByKey() {
    Document first = operator.page(LETTERS);

    WellMade.check(first);
    assertThat(first.select("tbody tr")).hasSize(50);
    assertThat(first.select("tbody tr a.strong").first().text()).isEqualTo("120");
    assertThat(first.select(".facets a").eachText().get(0)).startsWith("INVALID_FIELD 80");
    assertThat(first.select(".tabs [aria-current]").text()).isEqualTo("Parked 120");
    String older = first.select(".pager a").attr("href");
    Document second = operator.page(older);
    assertThat(second.select("tbody tr a.strong").first().text()).isEqualTo("70");
    assertThat(operator.page(second.select(".pager a").first().attr("href")).select("tbody tr"))
        .hasSize(50);
  }

  @Test
  void aSearchIsAnAddress() {
    Document found = operator.page(LETTERS + "?reason=FAILED&order=o-9&since=2h");

    WellMade.check(found);
    assertThat(found.select("tbody tr a.strong").eachText()).containsExactly("9");
    assertThat(found.select(".chips").text()).startsWith("1 match");
    assertThat(found.select("#f-since").val()).isEqualTo("2h");
    Document nothing = operator.page(LETTERS + "?order=no-such");
    assertThat(nothing.select(".none").text()).contains("No dead letter matches");
    HttpResponse<String> wrong = operator.get(LETTERS + "?since=soon");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("since must be an age");
  }

  @Test
  void aBodyIsShownWithItsErrorAtItsPlaceAndIsNotRun() {
    letters.letters.removeIf(each -> each.id() == 7);
    letters.park(7, "o-7", MARKUP, "INVALID_FIELD", Instant.now());

    Document page = operator.page(LETTERS + "/7");

    WellMade.check(page);
    assertThat(page.select("section[aria-labelledby=bo] .code").text()).contains(MARKUP);
    assertThat(page.select("textarea").val()).contains("\"quantity\": -1");
    assertThat(page.select(".facts").text()).contains("CE_source /shop/<checkout>");
    assertThat(page.select("h3").text()).contains(MARKUP);
    assertThat(page.select("script:not([src])")).isEmpty();
  }

  @Test
  void aViewerSeesNoBodyAndNoButtons() {
    Document page = viewer.page(LETTERS + "/7");
    WellMade.check(page);
    assertThat(page.text()).contains("The body is not shown").doesNotContain("CE_source");
    assertThat(page.html()).doesNotContain("document.title");
    assertThat(page.select("main form, main button, main textarea")).isEmpty();
    Document list = viewer.page(LETTERS);
    WellMade.check(list);
    assertThat(list.select("input[name=id], .bulk, a[download]")).isEmpty();

    for (String refused :
        new String[] {"/export", "/export?format=CSV", "/replay?id=7", "/discard?id=7"}) {
      assertThat(viewer.get(LETTERS + refused).statusCode()).as(refused).isEqualTo(403);
    }
    for (String refused :
        new String[] {"/replays", "/discards", "/7/body", "/7/check", "/replays/1/stop"}) {
      Map<String, String> form = Map.of("id", "7", "body", "{}", "then", "store", "reason", "no");
      assertThat(viewer.postWithToken(LETTERS + refused, form).statusCode()).isEqualTo(403);
      assertThat(operator.post(LETTERS + refused, form).statusCode()).as("forged").isEqualTo(403);
    }
    assertThat(letters.actions).isEmpty();
  }

  @Test
  void aCorrectionThatIsRefusedIsNotLost() {
    Map<String, String> form = Map.of("body", "{\r\n\"lines\":[1,\r\n-1]}", "then", "store");

    HttpResponse<String> refused = operator.postWithToken(LETTERS + "/7/body", form);

    assertThat(refused.statusCode()).isEqualTo(422);
    Document page = operator.parsed(refused);
    WellMade.check(page);
    assertThat(page.select("textarea").val()).isEqualTo("{\n\"lines\":[1,\n-1]}");
    assertThat(page.select("#check .say.bad").text()).contains("lines[1].quantity must be");
    assertThat(letters.corrected).isEmpty();
    HttpResponse<String> checked =
        operator.postWithToken(LETTERS + "/7/check", Map.of("body", "{\"a\":1}"));
    assertThat(checked.body()).contains("Would be accepted").doesNotContain("<html");
  }

  @Test
  void aCorrectedLetterIsReplayedAndItsOutcomeShown() {
    String better = BROKEN.replace("-1", "1");

    HttpResponse<String> answer =
        operator.postWithToken(LETTERS + "/7/body", Map.of("body", better, "then", "replay"));

    assertThat(Visitor.location(answer)).endsWith(LETTERS + "/replays/1");
    assertThat(letters.corrected).containsEntry(7L, better);
    Document run = operator.page(LETTERS + "/replays/1");
    WellMade.check(run);
    assertThat(run.select("#run").attr("hx-get")).isEqualTo(LETTERS + "/replays/1/progress");
    assertThat(run.select("#run h2").text()).isEqualTo("1 of 2 dead letters settled");
    assertThat(run.select("#outcomes tbody").text()).contains("7", "Replayed", "answered");
    assertThat(run.select("#run form button").text()).isEqualTo("Stop");
    assertThat(viewer.page(LETTERS + "/replays/1").select("#run form")).isEmpty();
    operator.postWithToken(LETTERS + "/replays/1/stop", Map.of());
    String progress = operator.get(LETTERS + "/replays/1/progress").body();
    assertThat(progress).contains("Stopped").doesNotContain("every 1s", "<html", "button");
    assertThat(progress).as("the outcomes of before").contains("hx-select=\"#outcomes\"");
    assertThat(operator.get(LETTERS + "/replays/99").statusCode()).isEqualTo(404);
    Document letter = operator.page(LETTERS + "/7");
    assertThat(letter.select(".story").text()).contains("Body corrected by ann", "Replayed by ann");
    assertThat(letter.select(".diff .del")).as("compared line by line").hasSize(1);
    assertThat(letter.select(".diff .del").text()).contains("-1");
  }

  @Test
  void everythingThatMatchesIsReplayedUnlessThatHasChanged() {
    Document question =
        operator.page(operator.page(LETTERS + "?reason=FAILED").select(".bulk a").attr("href"));
    WellMade.check(question);
    assertThat(question.select("h1").text()).isEqualTo("Replay 40 dead letters?");
    Map<String, String> form = Visitor.fields(question.select("main form").first());
    form.put("rate", "0");
    HttpResponse<String> refused = operator.post(LETTERS + "/replays", form);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(operator.parsed(refused).select("[role=alert]").text()).contains("rate must be 1");
    letters.letters.removeIf(each -> each.id() == 9);
    form.put("rate", "50");
    HttpResponse<String> changed = operator.post(LETTERS + "/replays", form);
    assertThat(changed.statusCode()).isEqualTo(409);
    Document again = operator.parsed(changed);
    WellMade.check(again);
    assertThat(again.select("[role=alert]").text()).contains("Meanwhile 39 match, not 40");

    HttpResponse<String> begun =
        operator.post(LETTERS + "/replays", Visitor.fields(again.select("main form").first()));

    assertThat(begun.statusCode()).isEqualTo(302);
    assertThat(letters.actions).hasSize(39).extracting(OperatorAction::who).containsOnly("ann");
  }

  @Test
  void aDryRunSaysWhatWouldNotBeSent() {
    Document question = operator.page(LETTERS + "/replay?id=7&id=8");

    WellMade.check(question);
    assertThat(question.select("table").text()).contains("7", "lines[1].quantity");
    assertThat(question.select(".rows").text()).isEqualTo("Would be sent 1 Would not be sent 1");
    assertThat(operator.get(LETTERS + "/replay").statusCode()).isEqualTo(400);
  }

  @Test
  void lettersAreDiscardedWithAReason() {
    Document question = operator.page(LETTERS + "/discard?id=7&id=8");
    WellMade.check(question);
    Map<String, String> form = Visitor.fields(question.select("main form").first());
    HttpResponse<String> refused = operator.post(LETTERS + "/discards", form);
    assertThat(refused.statusCode()).isEqualTo(422);
    form.put("reason", MARKUP);

    form.remove("id");
    HttpResponse<String> done = operator.post(LETTERS + "/discards?id=7&id=8", form);

    assertThat(Visitor.location(done)).endsWith(LETTERS);
    Document list = operator.page(LETTERS);
    assertThat(list.select("main [role=status]").text()).contains("2 dead letters are discarded");
    assertThat(letters.actions).extracting(OperatorAction::detail).containsOnly(MARKUP);
  }

  @Test
  void whatMatchesIsExported() {
    String lines = operator.get(LETTERS + "/export?format=NDJSON&reason=FAILED").body();
    assertThat(lines.lines()).hasSize(40).allMatch(line -> line.startsWith("{\"key\":"));
    HttpResponse<String> table = operator.get(LETTERS + "/export?format=CSV&reason=FAILED");
    assertThat(table.headers().firstValue("content-disposition").orElse("")).contains(".csv");
    assertThat(table.body().lines()).hasSize(41);
    assertThat(table.body()).contains(",'=cmd(),");
  }

  @Test
  void theListSaysIfTheDatabaseIsAway() {
    letters.away = true;

    Document page = operator.page(LETTERS);

    WellMade.check(page);
    assertThat(page.select(".none.bad").text()).contains("The list cannot be read");
  }
}
