package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.StockLevel;
import io.skuline.store.MovementKind;
import java.net.http.HttpResponse;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages of stock, and the search. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkuControllerTest {

  private static final String MARKUP = "<script>alert(1)</script>";

  private ConfigurableApplicationContext console;
  private FakeStockBrowser stock;
  private FakeDecidedStock decided;
  private Visitor visitor;

  @BeforeAll
  void open() {
    console = ConsoleTestApplication.open();
    stock = console.getBean(FakeStockBrowser.class);
    decided = console.getBean(FakeDecidedStock.class);
    visitor = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);
  }

  @AfterAll
  void close() {
    console.close();
  }

  @BeforeEach
  void aShop() {
    stock.clear();
    decided.clear();
    long at = System.currentTimeMillis() - 60_000;
    stock.move("tea", MovementKind.INITIAL, "load-1", "", 200, at);
    for (int i = 1; i <= 120; i++) {
      stock.move("tea", MovementKind.DEDUCTION, "o-" + i, "", -1, at + i);
    }
    decided.put("tea", new StockLevel(80, 121));
  }

  @Test
  void aSkuIsShownWithItsMovementsAndWhatBothStoresSay() {
    Document page = visitor.page("/console/stock/tea");

    WellMade.check(page);
    assertThat(page.select("h1").text()).isEqualTo("tea");
    assertThat(page.select(".stats").text()).contains("Left 80", "first stock 200");
    assertThat(page.select(".title .pill").text()).contains("Redis and database agree");
    assertThat(page.select("#movements tbody tr")).hasSize(SkuReader.PAGE);
    assertThat(page.select("#movements tbody tr").first().text())
        .contains("121", "Deduction", "80", "o-120");
    assertThat(page.select(".still-plot").attr("data-points")).startsWith("{\"").contains("200");
  }

  /** A reservation is no movement: the database knows nothing of it, and need not. */
  @Test
  void unitsThatCartsHaveReservedAreNoDisagreement() {
    decided.reserve("tea", 3);

    Document page = visitor.page("/console/stock/tea");

    assertThat(page.select(".title .pill").text()).contains("Redis and database agree");
    assertThat(page.select("table.cmp").text()).contains("Of these reserved by carts 3");
  }

  @Test
  void movementsArePagedByTheirNumbers() {
    Document first = visitor.page("/console/stock/tea");
    assertThat(first.select(".pager a").eachText()).containsExactly("Older");

    Document second = visitor.page(first.select(".pager a").attr("href"));
    assertThat(numbers(second)).startsWith("71").endsWith("22");
    Document third = visitor.page(second.select(".pager a").last().attr("href"));
    assertThat(numbers(third)).startsWith("21").endsWith("1");
    assertThat(third.select(".pager a").eachText()).containsExactly("Newer");

    Document back = visitor.page(third.select(".pager a").attr("href"));
    assertThat(numbers(back)).startsWith("71").endsWith("22");
    Document newest = visitor.page(back.select(".pager a").first().attr("href"));
    assertThat(numbers(newest)).startsWith("121").endsWith("72");
    assertThat(newest.select(".pager a").eachText()).containsExactly("Older");
  }

  private static Iterable<String> numbers(Document page) {
    return page.select("#movements tbody tr > td:first-child").eachText();
  }

  @Test
  void aLedgerThatFollowsIsNoDifference() {
    decided.put("tea", new StockLevel(78, 123));

    Document page = visitor.page("/console/stock/tea");

    assertThat(page.select(".title .pill").text()).contains("The ledger follows");
    assertThat(page.select("main").text()).contains("2 movements behind", "not stored yet");
  }

  @Test
  void aDifferenceIsShown() {
    decided.put("tea", new StockLevel(81, 121));
    assertThat(visitor.page("/console/stock/tea").select(".title .bad").text())
        .contains("Redis and database differ");

    decided.put("tea", new StockLevel(90, 111));
    assertThat(visitor.page("/console/stock/tea").select(".title .bad").text())
        .as("Redis has lost writes")
        .contains("Redis and database differ");
  }

  @Test
  void whatCannotBeReadDoesNotKeepTheRest() {
    decided.fence();
    Document fenced = visitor.page("/console/stock/tea");
    WellMade.check(fenced);
    assertThat(fenced.select(".none.bad").text()).contains("The stock cannot be read", "fenced");
    assertThat(fenced.select("#movements tbody tr")).hasSize(SkuReader.PAGE);

    stock.beAway();
    Document away = visitor.page("/console/stock/tea");
    WellMade.check(away);
    assertThat(away.select("#movements").text())
        .contains("Movements cannot be read", "The database does not answer");
  }

  @Test
  void markupInAnIdIsShownAndNotRun() {
    stock.move("tea", MovementKind.CORRECTION, MARKUP, "", 1, System.currentTimeMillis());

    HttpResponse<String> answer = visitor.get("/console/stock/tea");

    assertThat(answer.body()).doesNotContain(MARKUP);
    assertThat(visitor.parsed(answer).select("#movements tbody a").first().text())
        .isEqualTo(MARKUP);
    WellMade.check(visitor.parsed(answer));
    HttpResponse<String> found = visitor.get("/console/find?q=%3Cscript%3Ealert(1)%3C/script%3E");
    assertThat(found.body()).doesNotContain(MARKUP);
    assertThat(visitor.parsed(found).select("h1").text()).contains(MARKUP);
    HttpResponse<String> refused = visitor.get("/console/stock/%3Cscript%3E");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(visitor.parsed(refused).select("main").text()).contains("LESS-THAN SIGN");
  }

  @Test
  void theSearchGoesToWhatHasTheId() {
    stock.move("teapot", MovementKind.INITIAL, "load-2", "", 5, 1);

    assertThat(Visitor.location(visitor.get("/console/find?q=tea"))).endsWith("/stock/tea");
    assertThat(Visitor.location(visitor.get("/console/find?q=o-7"))).endsWith("/orders/o-7");
    Document found = visitor.page("/console/find?q=te");
    WellMade.check(found);
    assertThat(found.select("tbody a").eachText()).containsExactly("tea", "teapot");
    assertThat(visitor.page("/console/find?q=nothing").select("main").text())
        .contains("Nothing has this id");
  }

  @Test
  void stockIsCountedWhileOneLooks() throws Exception {
    Document waits = visitor.page("/console/stock");
    WellMade.check(waits);
    assertThat(waits.select("input[type=search]")).hasSizeGreaterThan(1);
    console.getBean(StockSurveyor.class).look();

    Document page = visitor.page("/console/stock");

    WellMade.check(page);
    assertThat(page.select("#survey .stats").text()).contains("SKUs 1");
    assertThat(page.select("section[aria-labelledby=ts] tbody a").eachText())
        .containsExactly("tea");
    String newer = page.select("#survey").attr("hx-get");
    assertThat(visitor.get(newer).statusCode()).as("no newer one").isEqualTo(204);
    assertThat(visitor.get("/console/survey?after=1").body()).contains("id=\"survey\"");
  }
}
