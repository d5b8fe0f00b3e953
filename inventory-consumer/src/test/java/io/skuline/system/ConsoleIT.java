package io.skuline.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The console of a running service, as an operator's browser shows it. */
@Timeout(120)
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleIT {

  private static final String SKU = "tea";

  private static final Map<String, String> WITH_CONSOLE =
      Map.of("SKULINE_CONSOLE_USER", "ann", "SKULINE_CONSOLE_PASSWORD", "of-this-test");

  private Installation installation;
  private RunningService service;
  private Shop shop;
  private Browser browser;

  @BeforeAll
  void open(Stack stack) {
    browser = Browser.open();
    installation = Installation.on(stack);
    shop = new Shop(installation);
    service = EmbeddedService.start(installation, WITH_CONSOLE);
    shop.stocked(SKU, 100);
    browser.go(service.uri("/console"));
    browser.type("#u", "ann");
    browser.type("#p", "of-this-test");
    browser.click("button.primary");
    browser.awaitText("h1", "Sale");
  }

  @AfterAll
  void close() throws Exception {
    if (service != null) {
      service.close();
      shop.close();
    }
    if (browser != null) {
      browser.close();
    }
  }

  /** It comes first: later ones leave things that need attention. */
  @Test
  @Order(1)
  void theSaleMovesWhileOneLooks() throws Exception {
    browser.go(service.uri("/console/sale"));
    browser.awaitText("#state", "Stock open");
    await("the charts to be drawn")
        .atMost(Shop.PATIENCE)
        .until(() -> browser.count(".live-plot canvas") == 4);
    double before = service.metric("skuline_events_received_total");

    shop.publishAll(Stream.generate(() -> shop.order(new OrderLine(SKU, 1))).limit(10).toList());

    browser.awaitText(".stats", since(Math.round(before) + 10));
    assertThat(browser.text("#attention")).contains("Nothing needs attention");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aSkuAndItsOrdersAreFound() {
    OrderCreated order = shop.order(new OrderLine(SKU, 3));
    assertThat(shop.ask(order)).isInstanceOf(DeductionConfirmed.class);
    await("the ledger to store the order")
        .atMost(Shop.PATIENCE)
        .until(() -> service.status("/console/login") == 200 && stored(order.orderId()));

    browser.go(service.uri("/console/sale"));
    browser.search(SKU);
    browser.awaitText("h1", SKU);
    browser.awaitText(".title", "Redis and database agree");
    assertThat(browser.count(".still-plot canvas")).isEqualTo(1);

    browser.search(order.orderId());
    browser.awaitText("h1", order.orderId());
    assertThat(browser.text(".story")).contains("Confirmed", "3 of " + SKU + " deducted");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void twoInstancesAreShownTogetherAndEachByItself() throws Exception {
    browser.go(service.uri("/console/sale"));
    assertThat(browser.count("nav[aria-label=Instances]")).isZero();
    try (RunningService other = EmbeddedService.start(installation, WITH_CONSOLE)) {
      String port = ":" + other.uri("/").getPort();
      browser.awaitText("nav[aria-label=Instances]", port);
      browser.click("nav[aria-label=Instances] a");
      browser.awaitText("#c1 + .note", "2 instances together");
      await("the charts to be drawn")
          .atMost(Shop.PATIENCE)
          .until(() -> browser.count(".live-plot canvas") == 4);

      shop.publishAll(Stream.generate(() -> shop.order(new OrderLine(SKU, 1))).limit(20).toList());

      await("both to be added up")
          .atMost(Shop.PATIENCE)
          .until(() -> browser.text(".stats").contains(since(received(service) + received(other))));
      browser.click("nav[aria-label=Instances] a:last-child");
      browser.awaitText("#c1 + .note", port);
      browser.awaitText(".stats", since(received(other)));
    }
    assertThat(browser.complaints()).isEmpty();
  }

  private static long received(RunningService of) throws Exception {
    return Math.round(of.metric("skuline_events_received_total"));
  }

  private static String since(long received) {
    return "%,d since the start".formatted(received);
  }

  @Test
  void keysDoWhatTheListOfKeysSays() throws Exception {
    try (RawBroker raw = new RawBroker(installation)) {
      raw.send(installation, SKU, "keys-1", "{\"type\":\"OrderCreated\"}".getBytes(UTF_8));
    }
    await("the list to show it")
        .atMost(Shop.PATIENCE)
        .until(
            () -> {
              browser.go(service.uri("/console/dead-letters?order=keys-1"));
              return browser.count("tbody tr") == 1;
            });

    browser.press("?");
    browser.awaitText("#keys", "tick the row");
    browser.press(Keys.ESCAPE);
    assertThat(browser.count("#keys[open]")).isZero();
    browser.press("j");
    assertThat(browser.hasFocus("tbody tr a")).isTrue();
    browser.press("x");
    browser.awaitText("[data-count]", "1 selected");
    browser.press("x");
    browser.awaitText("[data-count]", "Tick some");
    browser.press("x");
    browser.press("k");
    browser.press("r");
    browser.awaitText("h1", "Replay");
    assertThat(browser.text("main")).contains("Would not be sent");

    browser.go(service.uri("/console/dead-letters?order=keys-1"));
    browser.press("j");
    browser.press(Keys.ENTER);
    browser.awaitText("h1", "Dead letter");
    browser.press("e");
    assertThat(browser.hasFocus("#text")).isTrue();
    browser.press("r?x");
    assertThat(browser.count("#keys[open]")).as("a text is typed").isZero();
    browser.go(service.uri("/console/dead-letters?order=keys-1"));
    browser.press("j");
    browser.press(Keys.ENTER);
    browser.awaitText("h1", "Dead letter");
    browser.press("r");
    browser.awaitText("h1", "Replay");
    browser.press("/");
    assertThat(browser.hasFocus(".find input")).isTrue();
    assertThat(browser.complaints()).isEmpty();
  }

  private boolean stored(String order) throws Exception {
    return service.get("/movements?sku=" + SKU).body().contains(order);
  }

  @Test
  void whatAMessageContainsIsShownAndNotRun() throws Exception {
    String markup = "<img src=x onerror=document.title='run'>";
    try (RawBroker raw = new RawBroker(installation)) {
      raw.send(installation, SKU, "evil-1", "{\"type\":\"%s\"}".formatted(markup).getBytes(UTF_8));
    }

    await("the page to show it")
        .atMost(Shop.PATIENCE)
        .until(
            () -> {
              browser.go(service.uri("/console/orders/evil-1"));
              return browser.text("main").contains(markup);
            });

    assertThat(browser.count(".story img")).isZero();
    assertThat(browser.title()).isEqualTo("evil-1 · Skuline");
    browser.complaints();
  }

  @Test
  void aPoisonMessageIsFoundCorrectedReplayedAndAnswered() throws Exception {
    String body =
        "{\"type\":\"OrderCreated\",\"orderId\":\"poison-1\",\"createdAt\":\"%s\","
            + "\"lines\":[{\"sku\":\"%s\",\"quantity\":%d}]}";
    String createdAt = "2026-11-27T08:00:00Z";
    try (RawBroker raw = new RawBroker(installation)) {
      raw.send(installation, SKU, "poison-1", body.formatted(createdAt, SKU, 0).getBytes(UTF_8));
    }
    await("the list to show it")
        .atMost(Shop.PATIENCE)
        .until(
            () -> {
              browser.go(service.uri("/console/dead-letters?order=poison-1"));
              return browser.count("tbody tr") == 1;
            });

    browser.click("tbody a.strong");
    browser.awaitText("h1", "Dead letter");
    assertThat(browser.text(".code .msg")).contains("lines[0].quantity must be 1");
    browser.replace("#text", body.formatted(createdAt, SKU, 0));
    browser.awaitText("#check", "Not accepted");
    browser.replace("#text", body.formatted(createdAt, SKU, 2));
    browser.awaitText("#check", "Would be accepted");
    browser.click("button[value=replay]");
    browser.awaitText("#run h2", "1 of 1 dead letter settled");
    browser.awaitText("#run .note", "Done");

    browser.go(service.uri("/console/dead-letters?state=REPLAYED&order=poison-1"));
    assertThat(browser.count("tbody tr")).isEqualTo(1);
    await("the ledger to store the answer").atMost(Shop.PATIENCE).until(() -> stored("poison-1"));
    browser.search("poison-1");
    browser.awaitText(".story", "Confirmed");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aSkuInQuarantineIsReleasedWithANote() throws Exception {
    shop.stocked("cup", 10);
    await("the ledger to store it")
        .atMost(Shop.PATIENCE)
        .until(() -> service.get("/movements?sku=cup").body().contains("\"cup\""));
    installation
        .jdbc()
        .update("UPDATE stock SET available = available + 10 WHERE sku_id = ?", "cup");
    browser.go(service.uri("/console/reconciliation"));
    browser.click(".head button");
    await("the pass to find it")
        .atMost(Shop.PATIENCE)
        .until(
            () -> {
              browser.go(service.uri("/console/reconciliation"));
              return browser.count("#q-cup") == 1;
            });

    browser.click("#q-cup input[value=TRUST_DATABASE]");
    browser.type("#n-cup", "edited by hand");
    browser.click("#q-cup button.primary");
    browser.awaitText("main [role=status]", "cup is released");

    browser.go(service.uri("/console/reconciliation"));
    assertThat(browser.count("[aria-labelledby=pp] tbody tr")).isPositive();
    browser.go(service.uri("/console/actions/releases"));
    assertThat(browser.text("tbody")).contains("cup", "ann", "edited by hand");
    assertThat(browser.complaints()).isEmpty();
  }
}
