package io.skuline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.concurrent.TimeSource;
import io.skuline.console.SaleView.Totals;
import io.skuline.store.SaleSampleTable.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two instances that know each other by what they tell alone. */
class FleetTest {

  private final SamplesInMemory exchange = new SamplesInMemory();
  private final SaleHistory hereSamples = new SaleHistory();
  private final SaleHistory thereSamples = new SaleHistory();
  private final Fleet here = new Fleet(() -> "here:1", hereSamples, () -> totals(100));
  private final Fleet there = new Fleet(() -> "there:2", thereSamples, () -> totals(50));
  private final FleetExchange tellHere = new FleetExchange(here, exchange, TimeSource.SYSTEM);
  private final FleetExchange tellThere = new FleetExchange(there, exchange, TimeSource.SYSTEM);

  private static Totals totals(long received) {
    return new Totals(received, 0, 0, 0, 1);
  }

  private static Sample sample(long second, double received, double confirmed, double p50) {
    return new Sample(second, received, confirmed, 0, 0, p50, 2 * p50, 0.5, true);
  }

  private void seconds(int from, int to) {
    for (int second = from; second <= to; second++) {
      thereSamples.add(sample(second, 5, 1, 40));
      tellThere.exchange();
      hereSamples.add(sample(second, 10, 3, 20));
      tellHere.exchange();
    }
  }

  @Test
  void aloneItIsItself() {
    hereSamples.add(sample(1000, 10, 3, 20));
    tellHere.exchange();

    assertThat(here.usual()).isEqualTo("here:1");
    assertThat(here.instances()).containsExactly(new Fleet.Instance("here:1", true, false));
    assertThat(here.knows("there:2")).isFalse();
  }

  @Test
  void allTogetherAreAddedUpWhenEverybodyHasTold() {
    seconds(1000, 1010);

    List<Sample> all = here.samples(Fleet.ALL);

    assertThat(here.usual()).isEqualTo(Fleet.ALL);
    assertThat(all).extracting(Sample::second).last().isEqualTo(1006L);
    Sample one = all.get(all.size() - 1);
    assertThat(one.received()).isEqualTo(15);
    assertThat(one.p50Millis()).as("of all answers").isEqualTo((3 * 20 + 40) / 4.0);
    assertThat(one.p99Millis()).as("of the slowest").isEqualTo(80);
    assertThat(here.totals(Fleet.ALL)).isEqualTo(new Totals(150, 0, 0, 0, 2));
    assertThat(there.samples(Fleet.ALL)).extracting(Sample::received).contains(15.0);
  }

  @Test
  void eachCanBeSeenByItself() {
    seconds(1000, 1003);

    assertThat(here.samples("there:2")).hasSize(4).extracting(Sample::received).containsOnly(5.0);
    assertThat(here.totals("there:2")).isEqualTo(totals(50));
    assertThat(here.latest("here:1", 2)).extracting(Sample::second).containsExactly(1002L, 1003L);
  }

  @Test
  void whoeverTellsNothingMoreHasGoneAndIsForgottenAfterAQuarterOfAnHour() {
    seconds(1000, 1003);
    hereSamples.add(sample(1003 + Fleet.GONE_SECONDS + 1, 10, 3, 20));
    tellHere.exchange();

    assertThat(here.instances())
        .containsExactly(
            new Fleet.Instance("here:1", true, false), new Fleet.Instance("there:2", false, true));
    hereSamples.add(sample(1004 + SaleHistory.SECONDS, 10, 3, 20));
    tellHere.exchange();
    assertThat(here.instances()).hasSize(1);
    assertThat(here.usual()).isEqualTo("here:1");
  }

  @Test
  void whileTheDatabaseIsAwayThereIsAGap() {
    seconds(1000, 1001);
    exchange.beAway(true);
    seconds(1002, 1003);
    exchange.beAway(false);
    seconds(1004, 1004);

    assertThat(here.samples("there:2"))
        .extracting(Sample::second)
        .containsExactly(1000L, 1001L, 1004L);
    assertThat(here.samples("here:1")).hasSize(5);
  }

  @Test
  void whoeverStartsLaterHearsOfTheWholeQuarterOfAnHour() {
    seconds(1000, 1010);
    SaleHistory late = new SaleHistory();
    late.add(sample(1011, 0, 0, Double.NaN));
    Fleet third = new Fleet(() -> "third:3", late, () -> Totals.NONE);

    new FleetExchange(third, exchange, TimeSource.SYSTEM).exchange();

    assertThat(third.samples("here:1")).hasSize(11);
    assertThat(third.instances()).extracting(Fleet.Instance::name).first().isEqualTo("third:3");
  }

  @Test
  void whatIsToldIsReadAsItWasAndOtherVersionsAreLeftOut() {
    SampleExchange.Told told =
        new SampleExchange.Told("here:1", sample(7, 1.5, 1, Double.NaN), new Totals(1, 2, 3, 4, 5));
    String text = TableSampleExchange.text(told);

    assertThat(TableSampleExchange.told(new Row("here:1", 7, text))).contains(told);
    assertThat(TableSampleExchange.told(new Row("here:1", 7, text + " 1"))).isEmpty();
    assertThat(TableSampleExchange.told(new Row("here:1", 7, "{}"))).isEmpty();
  }
}
