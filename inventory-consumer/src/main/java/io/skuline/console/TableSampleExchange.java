package io.skuline.console;

import io.skuline.console.SaleView.Totals;
import io.skuline.store.SaleSampleTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Instances meet in a small table of the home database, which has 15 minutes. */
record TableSampleExchange(SaleSampleTable table) implements SampleExchange {

  /** So many instances can be seen whole; of more, the latest seconds. */
  private static final int MOST_ROWS = 50 * SaleHistory.SECONDS;

  private static final int NUMBERS = 13;

  @Override
  public void tell(Told told) {
    table.put(new SaleSampleTable.Row(told.instance(), told.sample().second(), text(told)));
  }

  @Override
  public List<Told> since(long second) {
    return table.since(second, MOST_ROWS).stream().flatMap(row -> told(row).stream()).toList();
  }

  @Override
  public void forget(long second) {
    table.deleteBefore(second);
  }

  static String text(Told told) {
    Sample sample = told.sample();
    Totals totals = told.totals();
    return Stream.<Number>of(
            sample.received(),
            sample.confirmed(),
            sample.rejected(),
            sample.parked(),
            sample.p50Millis(),
            sample.p99Millis(),
            sample.lagSeconds(),
            sample.open() ? 1 : 0,
            totals.received(),
            totals.confirmed(),
            totals.rejected(),
            totals.parked(),
            totals.inFlight())
        .map(Number::toString)
        .collect(Collectors.joining(" "));
  }

  /** Instances of another version may tell something else, which is left out. */
  static Optional<Told> told(SaleSampleTable.Row row) {
    try {
      double[] all =
          Arrays.stream(row.measured().split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
      return all.length == NUMBERS ? Optional.of(told(row, all)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Told told(SaleSampleTable.Row row, double[] all) {
    return new Told(
        row.instance(),
        new Sample(
            row.second(), all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7] == 1),
        new Totals((long) all[8], (long) all[9], (long) all[10], (long) all[11], (long) all[12]));
  }
}
