package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.store.MovementKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StockSurveyorTest {

  private static final Instant NOW = Instant.parse("2026-11-27T14:00:00Z");

  private final FakeStockBrowser stock = new FakeStockBrowser();
  private final FakeTimeSource time = new FakeTimeSource();
  private final StockSurveyor surveyor =
      new StockSurveyor(stock, Clock.fixed(NOW, ZoneOffset.UTC), time);

  @Test
  void findsWhatSellsAndWhatIsNearlySoldOut() {
    sku("never-sold", 5, 0);
    sku("plenty", 1000, 20);
    sku("scarce", 33, 30);
    sku("scarcer", 31, 30);
    sku("sold-out", 10, 10);

    StockSurvey survey = surveyor.walk();

    assertThat(survey.skus()).isEqualTo(5);
    assertThat(survey.soldOut()).isEqualTo(1);
    assertThat(survey.scarce())
        .extracting(StockSurvey.Line::sku)
        .containsExactly("scarcer", "scarce");
    assertThat(survey.busiest())
        .extracting(StockSurvey.Line::sku)
        .containsExactly("scarce", "scarcer", "plenty", "sold-out");
  }

  @Test
  void aSkuIsNotSoldOutWhileABucketHasUnits() {
    sku("lent", 10, 10);
    sku("lent~1a", 8, 2);
    sku("gone", 10, 10);
    sku("gone~1a", 2, 2);

    StockSurvey survey = surveyor.walk();

    assertThat(survey.skus()).isEqualTo(2);
    assertThat(survey.soldOut()).isEqualTo(1);
  }

  @Test
  void listsOnlyTheFirstOfMany() {
    for (int i = 0; i < 40; i++) {
      sku("sku-" + i, 1000, i + 1);
    }

    assertThat(surveyor.walk().busiest())
        .hasSize(StockSurveyor.LISTED)
        .extracting(StockSurvey.Line::sku)
        .startsWith("sku-39", "sku-38")
        .endsWith("sku-30");
  }

  @Test
  void walksOnlyWhenSomebodyLooks() throws Exception {
    sku("a", 5, 2);

    surveyor.step();
    assertThat(surveyor.latest()).isNull();
    surveyor.step();
    assertThat(surveyor.latest()).isNotNull();
  }

  @Test
  void tellsHowFastItSells() {
    sku("a", 1000, 60);

    Selling selling = surveyor.walk().busiest().get(0).selling();

    // 60 units in a quarter of an hour, one each 10 seconds, the latest just now.
    assertThat(selling.perMinute()).isEqualTo(4);
    assertThat(selling.until(8)).isEqualTo(Duration.ofMinutes(2));
    assertThat(selling.until(0)).isNull();
  }

  /** First stock an hour ago, then orders for one unit each, 10 seconds apart, until now. */
  private void sku(String sku, int units, int orders) {
    long now = NOW.toEpochMilli();
    stock.move(sku, MovementKind.INITIAL, "load-" + sku, "", units, now - 3_600_000);
    for (int i = orders - 1; i >= 0; i--) {
      stock.move(sku, MovementKind.DEDUCTION, sku + "-" + i, "", -1, now - i * 10_000L);
    }
  }
}
