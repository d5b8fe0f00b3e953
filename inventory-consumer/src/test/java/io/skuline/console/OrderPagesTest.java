package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.OperatorAction;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockResult;
import io.skuline.store.MovementKind;
import io.skuline.store.UnmovedAnswer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The page of an order. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrderPagesTest {

  private static final Instant AT = Instant.parse("2026-11-27T14:24:12.123Z");

  private ConfigurableApplicationContext console;
  private FakeStockBrowser stock;
  private FakeDeadLetterBrowser deadLetters;
  private Visitor visitor;

  @BeforeAll
  void open() {
    console = ConsoleTestApplication.open();
    stock = console.getBean(FakeStockBrowser.class);
    deadLetters = console.getBean(FakeDeadLetterBrowser.class);
    visitor = Visitor.loggedIn(console, ConsoleTestApplication.VIEWER);
  }

  @AfterAll
  void close() {
    console.close();
  }

  @BeforeEach
  void nothing() {
    stock.clear();
    deadLetters.letters.clear();
    deadLetters.actions.clear();
  }

  @Test
  void everythingThatHappenedIsToldInItsOrder() {
    deadLetters.park(20417, "o-1", "OrderCreated", "INVALID_FIELD", AT);
    deadLetters.actions.add(
        new OperatorAction(
            1,
            AT.plusSeconds(5),
            "ann",
            OperatorAction.Verb.EDIT,
            20417L,
            null,
            "EDITED",
            "90 bytes"));
    stock.move("tea", MovementKind.INITIAL, "load", "", 100, 1);
    stock.move("tea", MovementKind.DEDUCTION, "o-1", "", -2, AT.plusSeconds(10).toEpochMilli());
    stock.move("tea", MovementKind.RETURN, "o-1", "r-1", 1, AT.plusSeconds(20).toEpochMilli());
    unmoved(
        new ReturnRejected(
            "r-2",
            "o-1",
            AT.plusSeconds(30),
            ReturnRejected.Reason.EXCEEDS_DEDUCTED,
            List.of(new Shortage("tea", 2, 1))));

    Document page = visitor.page("/console/orders/o-1");

    WellMade.check(page);
    assertThat(page.select(".story h3").eachText())
        .containsExactly(
            "OrderCreated was set aside INVALID_FIELD",
            "Body corrected by ann EDITED",
            "Confirmed DeductionConfirmed",
            "Return r-1 accepted ReturnAccepted",
            "Return r-2 rejected EXCEEDS_DEDUCTED");
    assertThat(page.select(".title .pill").eachText())
        .containsExactly("Confirmed", "Partly came back", "Parked");
    assertThat(page.select("section[aria-labelledby=ln] tbody").text()).isEqualTo("tea 2 1 1");
    assertThat(page.select("details").eachText())
        .hasSize(3)
        .first()
        .asString()
        .contains("\"type\" : \"DeductionConfirmed\"", "\"remaining\" : 98");
    assertThat(page.select("a[href^=/console/dead-letters/]").eachAttr("href"))
        .containsOnly("/console/dead-letters/20417");
  }

  @Test
  void aRejectionSaysWhatWasMissing() {
    unmoved(
        new DeductionRejected(
            "o-2", AT, DeductionRejected.Reason.OUT_OF_STOCK, List.of(new Shortage("tea", 5, 2))));

    Document page = visitor.page("/console/orders/o-2");

    assertThat(page.select(".story").text())
        .contains("OUT_OF_STOCK", "5 of tea asked for, 2 there");
    assertThat(page.select(".title .pill").text()).isEqualTo("Rejected");
  }

  @Test
  void whatContradictsIsMarked() {
    stock.move("tea", MovementKind.INITIAL, "load", "", 100, 1);
    stock.move("tea", MovementKind.ANOMALY, "o-3", "D#17", -2, AT.toEpochMilli());

    Document page = visitor.page("/console/orders/o-3");

    assertThat(page.select(".story .bad").text()).contains("Confirmed", "contradicts");
  }

  @Test
  void anOrderOfWhichNothingIsStoredIsNotThere() {
    HttpResponse<String> answer = visitor.get("/console/orders/nothing");

    assertThat(answer.statusCode()).isEqualTo(404);
    WellMade.check(visitor.parsed(answer));
    assertThat(visitor.parsed(answer).select("main").text()).contains("Nothing is stored");
    WellMade.check(visitor.page("/console/orders"));
  }

  @Test
  void markupInAReasonIsShownAndNotRun() {
    String markup = "<img src=x onerror=alert(1)>";
    deadLetters.park(1, "o-4", markup, markup, AT);

    HttpResponse<String> answer = visitor.get("/console/orders/o-4");

    assertThat(answer.body()).doesNotContain(markup);
    WellMade.check(visitor.parsed(answer));
    assertThat(visitor.parsed(answer).select(".story h3").text()).contains(markup);
  }

  private void unmoved(StockResult answer) {
    stock.answer(UnmovedAnswer.of(answer).orElseThrow());
  }
}
