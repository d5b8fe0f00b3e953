package io.skuline.bench.micro;

import io.skuline.bench.BenchReport;
import io.skuline.bench.FigureTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** Runs JMH. The annotations of the benchmarks give what the command line does not. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = {
      "The time that an inner piece takes, by JMH.",
      "Everything else goes to JMH: a pattern of names, and its options, -f 1 -wi 2 -i 3 for example."
    })
public final class MicroBench implements Callable<Integer> {

  @Option(names = "--json", description = "also write JMH's own JSON to this file")
  private Path json;

  @Unmatched private List<String> jmh = new ArrayList<>();

  @Override
  public Integer call() throws CommandLineOptionException, RunnerException {
    CommandLineOptions given = new CommandLineOptions(jmh.toArray(String[]::new));
    ChainedOptionsBuilder options = new OptionsBuilder().parent(given);
    if (json != null) {
      options.resultFormat(ResultFormatType.JSON).result(json.toString());
    }
    BenchReport report = new BenchReport("micro");
    List<String> columns = List.of("benchmark", "lines", "us_per_call", "error_us");
    FigureTable table = report.table("times", "One call, one thread", columns);
    for (RunResult run : new Runner(options.build()).run()) {
      Result<?> time = run.getPrimaryResult();
      String name = run.getParams().getBenchmark();
      table.row(
          name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
          run.getParams().getParam("lines"),
          time.getScore(),
          Double.isNaN(time.getScoreError()) ? "" : time.getScoreError());
    }
    report.print(System.out);
    return 0;
  }
}
