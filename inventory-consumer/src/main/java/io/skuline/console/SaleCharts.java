package io.skuline.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The samples as the charts want them: a column of numbers for each value, null for a gap. */
record SaleCharts(SaleHistory history, JsonMapper json) implements LivePart {

  @Override
  public String name() {
    return "point";
  }

  /** Returns the latest second alone. */
  @Override
  public String content() {
    return json.writeValueAsString(columns(List.of(history.latest())));
  }

  Map<String, List<@Nullable Double>> columns() {
    return columns(history.all());
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
