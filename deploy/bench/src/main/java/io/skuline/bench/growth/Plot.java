package io.skuline.bench.growth;

import io.skuline.bench.BenchLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;

/** Draws curves over one axis, as an SVG file. */
final class Plot {

  private final XYChart chart;

  Plot(String title, String xTitle, String yTitle) {
    chart =
        new XYChartBuilder()
            .width(720)
            .height(420)
            .theme(Styler.ChartTheme.XChart)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
    chart.getStyler().setYAxisMin(0.0);
  }

  /** Makes the x axis logarithmic: each step is ten times the one before. */
  Plot logarithmic() {
    chart.getStyler().setXAxisLogarithmic(true);
    return this;
  }

  Plot curve(String name, List<? extends Number> x, List<? extends Number> y) {
    chart.addSeries(name, x, y);
    return this;
  }

  /** Writes the file {@code name.svg}, if a folder is given. */
  void write(@Nullable Path folder, String name) throws IOException {
    if (folder == null) {
      return;
    }
    Path file = Files.createDirectories(folder).resolve(name + ".svg");
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, file.toString(), VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    BenchLog.say("plot: " + file);
  }
}
