package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.skuline.console.ConsoleTestApplication.FakeStock;
import io.skuline.deduction.StoreStatus;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The page of the sale. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SalePageTest {

  private ConfigurableApplicationContext console;
  private FakeStock stock;
  private Visitor visitor;

  @BeforeAll
  void open() {
    console = ConsoleTestApplication.open();
    stock = console.getBean(FakeStock.class);
    visitor = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);
  }

  @AfterAll
  void close() {
    console.close();
  }

  @AfterEach
  void allIsWell() {
    stock.status = FakeStock.open();
    console.getBean(FakeStockBrowser.class).clear();
    console.getBean(DatabaseWatch.class).look();
  }

  @Test
  void showsThatStockIsOpen() {
    Document page = visitor.page("/console/sale");

    WellMade.check(page);
    assertThat(page.select(".title").text()).startsWith("Stock open for").contains("epoch 28");
    assertThat(page.select("#state").text()).contains("Stock open");
    assertThat(page.select(".nav a[aria-current=page]").text()).isEqualTo("Sale");
    assertThat(page.select("[role=alert] h2")).isEmpty();
  }

  @Test
  void showsHowFarARebuildIs() {
    stock.status =
        new StoreStatus.Status(
            "redis",
            StoreStatus.Phase.REBUILDING,
            27,
            "the script is <unknown>",
            Instant.now(),
            new StoreStatus.Progress(28, "copy", 500_000, 1_000_000));

    Document page = visitor.page("/console/sale");

    WellMade.check(page);
    assertThat(page.select("[role=alert]").text())
        .contains("Nothing is sold while Redis is rebuilt", "the script is <unknown>");
    assertThat(page.select("progress").attr("value")).isEqualTo("500000");
    assertThat(page.select("main").text()).contains("500,000 of 1,000,000 SKUs copied", "50.0 %");
    assertThat(page.select("#attention .bad .t").text()).startsWith("Stock is being rebuilt");
  }

  @Test
  void showsEveryPartition() {
    StoreStatus.Partition open =
        new StoreStatus.Partition(0, StoreStatus.Phase.OPEN, 28, "", Instant.now(), null);
    StoreStatus.Partition copied =
        new StoreStatus.Partition(
            1,
            StoreStatus.Phase.REBUILDING,
            28,
            "lost",
            Instant.now(),
            new StoreStatus.Progress(29, "copy", 1, 4));
    stock.status =
        new StoreStatus.Status(
            "redis",
            StoreStatus.Phase.PARTLY_OPEN,
            28,
            "lost",
            Instant.now(),
            null,
            List.of(open, copied));

    Document page = visitor.page("/console/sale");

    WellMade.check(page);
    assertThat(page.select(".parts li").eachText())
        .containsExactly("p0 open epoch 28", "p1 rebuilding 25.0 % of the copy");
    assertThat(page.select("#attention .bad .t").text()).startsWith("1 of 2 partitions are closed");
    assertThat(page.select("[role=alert] h2").text()).startsWith("Stock is partly open");
  }

  @Test
  void saysThatTheDatabaseIsAway() {
    console.getBean(FakeStockBrowser.class).beAway();
    console.getBean(DatabaseWatch.class).look();

    Document page = visitor.page("/console/sale");

    assertThat(page.select("#state [role=alert]").text()).startsWith("Database away since");
    assertThat(page.select("#attention").text()).contains("The database does not answer");
  }

  @Test
  void showsWhatTheMetersSay() {
    MeterRegistry meters = console.getBean(MeterRegistry.class);
    meters.counter("skuline.events.received").increment(1234);
    meters.counter("skuline.events.answered", "type", "DeductionConfirmed").increment(617);

    Document page = visitor.page("/console/sale");

    assertThat(page.select(".stats").text())
        .contains("1,234 since the start", "50.0 % of all received");
  }

  @Test
  void sendsWhatChangesWhileThePageIsOpen() throws Exception {
    String path =
        "/console/live?part=state&part=sale-state&part=sale-stats&part=sale-attention"
            + "&part=point&part=nothing-of-that-name";

    String sent = visitor.streamUntil(path, "event:point");

    assertThat(sent).contains("event:state", "event:sale-stats", "Stock open", "<dl class");
    stock.status =
        new StoreStatus.Status("redis", StoreStatus.Phase.FENCED, 28, "gone", Instant.now(), null);
    assertThat(visitor.streamUntil(path, "event:sale-attention"))
        .contains("event:sale-state", "Stock fenced");
  }

  @Test
  void theChartsBeginWithWhatIsRemembered() {
    console.getBean(SaleHistory.class).add(new Sample(7, 1.5, 1, 0, 0, Double.NaN, 2, 0.25, true));

    assertThat(visitor.get("/console/sale/history").body())
        .contains("\"received\":", "\"p50\":", "null", "0.25");
  }

  @Test
  void theOtherInstancesCanBeChosenAndAreShownTogether() throws Exception {
    console
        .getBean(SampleExchange.class)
        .tell(
            new SampleExchange.Told(
                "<b>there:2</b>",
                new Sample(Instant.now().getEpochSecond(), 77, 70, 7, 0, 5, 9, 0, true),
                new SaleView.Totals(7700, 7000, 700, 0, 3)));
    Fleet fleet = console.getBean(Fleet.class);
    await().until(() -> fleet.instances().size() == 2);

    Document all = visitor.page("/console/sale");
    WellMade.check(all);
    assertThat(all.select("nav[aria-label=Instances] a").eachText())
        .containsExactly("All together", fleet.self() + "this one", "<b>there:2</b>");
    assertThat(all.select("nav[aria-label=Instances] [aria-current]").text())
        .isEqualTo("All together");
    Document there = visitor.page(all.select("nav[aria-label=Instances] a").last().attr("href"));
    assertThat(there.select(".stats").text()).contains("7,700 since the start", "3 events");
    String stream = there.select("[sse-connect]").attr("sse-connect");
    assertThat(visitor.streamUntil(stream, "event:point")).contains("7,700 since the start");
    assertThat(visitor.get("/console/sale/history?instance=all").statusCode()).isEqualTo(200);
    assertThat(visitor.get("/console/sale?instance=nobody").statusCode()).isEqualTo(404);
    console.getBean(SampleExchange.class).forget(Long.MAX_VALUE);
    fleet.forget(Long.MAX_VALUE);
  }

  @Test
  void whatPagesLoadMayBeKept() {
    Document page = visitor.page("/console/sale");

    assertThat(page.select("script[src], link[href]"))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            each -> {
              String address = each.hasAttr("src") ? each.attr("src") : each.attr("href");
              var asset = new Visitor(console).get(address);
              assertThat(asset.statusCode()).as(address).isEqualTo(200);
              assertThat(asset.headers().firstValue("cache-control").orElse(""))
                  .as(address)
                  .contains("immutable");
            });
    assertThat(visitor.get("/console/assets/no.js").statusCode()).isEqualTo(404);
  }
}
