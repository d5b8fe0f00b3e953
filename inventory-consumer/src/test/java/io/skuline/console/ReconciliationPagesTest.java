package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.OperatorAction;
import io.skuline.deadletter.ReplayJob;
import io.skuline.event.StockLevel;
import io.skuline.reconciliation.PassReport;
import io.skuline.store.Anomaly;
import io.skuline.store.HotSkuAction;
import io.skuline.store.HotSkuAction.Verb;
import io.skuline.store.Mismatch;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.ReconcilePassTable;
import io.skuline.store.SettledAnomaly;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages of reconciliation and of actions. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconciliationPagesTest {

  private static final String PATH = "/console/reconciliation";
  private static final String ACTIONS = "/console/actions";
  private static final Instant AT = Instant.parse("2026-11-27T14:00:00Z");
  private static final String MARKUP = "<script>document.title='run'</script>";

  private ConfigurableApplicationContext console;
  private ReconciliationInMemory reconciliation;
  private FakeStockBrowser stock;
  private FakeDeadLetterBrowser letters;
  private Visitor operator;
  private Visitor viewer;

  @BeforeAll
  void open() {
    console = ConsoleTestApplication.open();
    reconciliation = console.getBean(ReconciliationInMemory.class);
    stock = console.getBean(FakeStockBrowser.class);
    letters = console.getBean(FakeDeadLetterBrowser.class);
    operator = Visitor.loggedIn(console, ConsoleTestApplication.OPERATOR);
    viewer = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);
  }

  @AfterAll
  void close() {
    console.close();
  }

  @BeforeEach
  void quarantine() {
    reconciliation.running = false;
    reconciliation.last = null;
    reconciliation.passes = List.of();
    stock.clear();
    letters.clear();
    stock.held.add(
        new QuarantineRecord(
            1,
            "tea",
            Mismatch.Kind.AMOUNT,
            "at number 9604 Redis has 417, the movements make 407",
            new StockLevel(417, 9604),
            new StockLevel(407, 9604),
            AT,
            QuarantineRecord.State.OPEN,
            null));
  }

  @Test
  void aSkuInQuarantineIsShownWithWhatDiffers() {
    Document page = operator.page(PATH);

    WellMade.check(page);
    assertThat(page.select("#q-tea").text()).contains("at number 9604", "417 at 9,604", "AMOUNT");
    assertThat(page.select("#pass .none").text()).contains("No pass yet");
  }

  @Test
  void itIsReleasedWithANote() {
    Map<String, String> form = Map.of("how", "TRUST_DATABASE", "note", MARKUP);

    HttpResponse<String> done = operator.postWithToken(PATH + "/tea/release", form);

    assertThat(Visitor.location(done)).endsWith(PATH);
    Document page = operator.page(PATH);
    WellMade.check(page);
    assertThat(page.select("main [role=status]").text()).contains("tea is released");
    assertThat(page.text()).contains("No SKU is in quarantine");
    Document trail = viewer.page(ACTIONS + "/releases");
    WellMade.check(trail);
    assertThat(trail.select("tbody").text()).contains("tea", "ann", "trusted", MARKUP);
  }

  @Test
  void aRefusedReleaseSaysWhyAndKeepsTheNote() {
    HttpResponse<String> refused =
        operator.postWithToken(PATH + "/tea/release", Map.of("how", "RELEASE", "note", "mended"));

    assertThat(refused.statusCode()).isEqualTo(409);
    Document page = operator.parsed(refused);
    WellMade.check(page);
    assertThat(page.select("#q-tea [role=alert]").text()).contains("It still differs");
    assertThat(page.select("#q-tea textarea").val()).isEqualTo("mended");
    assertThat(page.select("#q-tea input[checked]").val()).isEqualTo("RELEASE");
    HttpResponse<String> noNote =
        operator.postWithToken(PATH + "/tea/release", Map.of("how", "RELEASE", "note", " "));
    assertThat(noNote.statusCode()).isEqualTo(422);
    assertThat(noNote.body()).contains("note must have 1 to 1024 characters");
  }

  @Test
  void aViewerReleasesNothingAndAForgedFormNeither() {
    Map<String, String> form = Map.of("how", "TRUST_DATABASE", "note", "x");
    Document page = viewer.page(PATH);
    WellMade.check(page);
    assertThat(page.select("main form")).isEmpty();
    for (String verb : new String[] {"/tea/release", "/passes"}) {
      assertThat(viewer.postWithToken(PATH + verb, form).statusCode()).isEqualTo(403);
      assertThat(operator.post(PATH + verb, form).statusCode()).isEqualTo(403);
    }
    assertThat(stock.openQuarantines()).hasSize(1);
    assertThat(reconciliation.running).isFalse();
  }

  @Test
  void aPassIsBegunAndFollowedAndItsFindingsShown() {
    operator.postWithToken(PATH + "/passes", Map.of());

    Document running = operator.page(PATH);
    WellMade.check(running);
    assertThat(running.select("#pass").attr("hx-get")).isEqualTo(PATH + "/pass");
    assertThat(running.select("#pass").text()).contains("46,000 SKUs compared so far");
    reconciliation.running = false;
    Mismatch found =
        new Mismatch("tea", Mismatch.Kind.ROW, "<b>row</b>", null, new StockLevel(1, 2));
    reconciliation.last =
        new PassReport(false, AT, AT.plusSeconds(90), 1_000_000, 3, 1, List.of(found), 1, 0, "");
    String part = operator.get(PATH + "/pass").body();
    assertThat(part).doesNotContain("<html").doesNotContain("every 1s").doesNotContain("<b>row");
    Document done = operator.page(PATH);
    WellMade.check(done);
    assertThat(done.select("#pass").text()).contains("1 SKU differs", "1 at 2", "1,000,000 SKUs");
  }

  @Test
  void actionsAreFoundByWhoAndWhatAndGoOnByKey() {
    for (int i = 1; i <= 70; i++) {
      letters.actions.add(
          new OperatorAction(
              i,
              AT.plusSeconds(i),
              i % 7 == 0 ? "bob" : "ann",
              i == 70 ? OperatorAction.Verb.DISCARD : OperatorAction.Verb.REPLAY,
              (long) i,
              3L,
              i == 70 ? "DISCARDED" : "PARKED_AGAIN",
              MARKUP));
    }

    Document page = viewer.page(ACTIONS);

    WellMade.check(page);
    assertThat(page.select("tbody tr")).hasSize(50);
    assertThat(page.select("tbody tr").first().text())
        .contains("bob", "DISCARD", "dead letter 70, replay 3", MARKUP);
    Document older = viewer.page(page.select(".pager a").attr("href"));
    assertThat(older.select("tbody tr")).hasSize(20);
    Document found = viewer.page(ACTIONS + "?who=bob&verb=REPLAY");
    WellMade.check(found);
    assertThat(found.select("tbody tr")).hasSize(9);
    assertThat(viewer.page(ACTIONS + "?who=nobody").text()).contains("No action matches");
    assertThat(viewer.get(ACTIONS + "?verb=NO").statusCode()).isEqualTo(400);
  }

  @Test
  void thePassesOfAllInstancesAreShown() {
    assertThat(viewer.page(PATH).text()).contains("No pass has ended yet");
    reconciliation.passes =
        List.of(pass(true, 0, ""), pass(false, 2, ""), pass(false, 0, "stock is " + MARKUP));

    Document page = viewer.page(PATH);

    WellMade.check(page);
    assertThat(page.select("section[aria-labelledby=pp] tbody tr").eachText())
        .hasSize(3)
        .satisfies(
            rows -> {
              assertThat(rows.get(0)).contains("agrees", "46,000");
              assertThat(rows.get(1)).contains("differs");
              assertThat(rows.get(2)).contains("ended early");
            });
  }

  private static ReconcilePassTable.Row pass(boolean passed, long found, String ended) {
    return new ReconcilePassTable.Row(passed, AT, AT.plusSeconds(3), 46_000, 1, found, 0, 0, ended);
  }

  @Test
  void theReplaysOfAllInstancesAreShown() {
    assertThat(viewer.page(ACTIONS + "/replays").text()).contains("Nothing was replayed yet");
    for (long id = 1; id <= 21; id++) {
      letters.runs.put(
          id, new ReplayJob(id, ReplayJob.State.DONE, "bob " + MARKUP, AT, 9, 0, 7, 1, 1));
    }

    Document page = viewer.page(ACTIONS + "/replays");

    WellMade.check(page);
    assertThat(page.select("tbody tr")).hasSize(20);
    assertThat(page.select("tbody tr").first().text())
        .contains("21 Done", "bob", MARKUP, "9 7 1 1");
    Document older = viewer.page(page.select(".pager a").attr("href"));
    assertThat(older.select("tbody a").attr("href")).endsWith("/dead-letters/replays/1");
  }

  @Test
  void settledAnomaliesAreShown() {
    stock.settled.add(settled(1));

    Document page = viewer.page(ACTIONS + "/settlements");

    WellMade.check(page);
    assertThat(page.select("tbody").text()).contains("o-1", "told twice", "ann", MARKUP);
  }

  /** An operator settles all anomalies of an order with one request, so at one time. */
  @Test
  void manyInOneMillisecondAreShownOnce() {
    for (int i = 1; i <= 120; i++) {
      stock.settled.add(settled(i));
    }

    List<String> seen = new ArrayList<>();
    Document page = viewer.page(ACTIONS + "/settlements");
    seen.addAll(page.select("tbody tr td.full:eq(4)").eachText());
    while (!page.select(".pager a:contains(Older)").isEmpty()) {
      page = viewer.page(page.select(".pager a:contains(Older)").attr("href"));
      seen.addAll(page.select("tbody tr td.full:eq(4)").eachText());
    }
    int back = page.select("tbody tr").size();
    while (!page.select(".pager a:contains(Newer)").isEmpty()) {
      page = viewer.page(page.select(".pager a:contains(Newer)").attr("href"));
      back += page.select("tbody tr").size();
    }

    assertThat(seen).hasSize(120).doesNotHaveDuplicates();
    assertThat(back).isEqualTo(120);
    assertThat(viewer.get(ACTIONS + "/settlements?before=7").statusCode()).isEqualTo(400);
  }

  @Test
  void whoSwitchedWhatHotIsShown() {
    assertThat(viewer.page(ACTIONS + "/hot-skus").text()).contains("No SKU was switched hot yet");
    FakeHotSkuActions hot = console.getBean(FakeHotSkuActions.class);
    hot.actions.add(new HotSkuAction(1, AT, "ann", Verb.ON, "tea", AT, null, 1, MARKUP));
    hot.actions.add(new HotSkuAction(2, AT, "bob", Verb.OFF, "tea", AT, AT.plusSeconds(60), 4, ""));
    hot.actions.add(new HotSkuAction(3, AT, "bob", Verb.OFF, "tea", AT, AT, 1, ""));

    Document page = viewer.page(ACTIONS + "/hot-skus");

    WellMade.check(page);
    assertThat(page.select("tbody tr").eachText())
        .satisfiesExactly(
            row -> assertThat(row).contains("bob switched off tea", "called off"),
            row -> assertThat(row).contains("bob switched off, 4 buckets tea", "14:01"),
            row -> assertThat(row).contains("ann switched on tea", "no end", MARKUP));
  }

  private static SettledAnomaly settled(int id) {
    return new SettledAnomaly(
        id,
        new Anomaly(
            "o-1", "tea", "told twice, " + id, AT, new Anomaly.Settlement(AT, "ann", MARKUP)));
  }
}
