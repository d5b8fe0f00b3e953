package io.skuline.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The samples as the charts want them: a column of numbers for each value, null for a gap. */
record SaleCharts(Fleet fleet, JsonMapper json) implements LivePart {

  /** The live points of one instance, or of all. */
  private record Point(SaleCharts charts, String which) implements LivePart {

    @Override
    public String name() {
      return charts.name();
    }

    @Override
    public String content() {
      return charts.point(which);
    }
  }

  @Override
  public String name() {
    return "point";
  }

  /** Returns the latest second alone. */
  @Override
  public String content() {
    return point(fleet.self());
  }

  @Override
  public LivePart of(String which) {
    return new Point(this, which);
  }

  private String point(String which) {
    List<Sample> latest = fleet.latest(which, 1);
    return json.writeValueAsString(columns(latest.isEmpty() ? List.of(Sample.unknown(0)) : latest));
  }

  Map<String, List<@Nullable Double>> columns(String which) {
    return columns(fleet.samples(which));
  }

  private static Map<String, List<@Nullable Double>> columns(List<Sample> samples) {
    Map<String, List<@Nullable Double>> columns = new LinkedHashMap<>();
    columns.put("time", column(samples, Sample::second));
    columns.put("received", column(samples, Sample::received));
    columns.put("confirmed", column(samples, Sample::confirmed));
    columns.put("rejected", column(samples, Sample::rejected));
    columns.put("parked", column(samples, Sample::parked));
    columns.put("p50", column(samples, Sample::p50Millis));
    columns.put("p99", column(samples, Sample::p99Millis));
    columns.put("lag", column(samples, Sample::lagSeconds));
    columns.put("fenced", column(samples, sample -> sample.open() ? 0 : 1));
    return columns;
  }

  private static List<@Nullable Double> column(
      List<Sample> samples, ToDoubleFunction<Sample> value) {
    List<@Nullable Double> column = new ArrayList<>(samples.size());
    for (Sample sample : samples) {
      double measured = value.applyAsDouble(sample);
      column.add(Double.isNaN(measured) ? null : Math.round(measured * 1000) / 1000.0);
    }
    return column;
  }
}
