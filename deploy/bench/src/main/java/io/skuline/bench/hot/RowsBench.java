package io.skuline.bench.hot;

import io.skuline.bench.BenchLog;
import io.skuline.bench.BenchReport;
import io.skuline.bench.FigureTable;
import io.skuline.bench.Rounds;
import io.skuline.bench.RunOptions;
import io.skuline.store.shard.SlotMap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how fast the database engine sells one SKU by many writers at once: with one stock row,
 * which each batch locks until it is committed, and with several rows, in turns in one run. Every
 * commit is durable.
 */
@Command(
    name = "rows",
    mixinStandardHelpOptions = true,
    description = "Orders a second of one SKU in one stock row and in several, database engine.")
public final class RowsBench implements Callable<Integer> {

  @Option(
      names = "--databases",
      split = ",",
      defaultValue = "1,2",
      description = "how many servers, one case each")
  private List<Integer> databases;

  @Option(
      names = "--batches",
      split = ",",
      defaultValue = "1,32",
      description = "orders in one batch, one case each")
  private List<Integer> batches;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1,4,16",
      description = "rows of the SKU, the first one is compared with")
  private List<Integer> rows;

  @Option(names = "--writers", defaultValue = "16")
  private int writers;

  @Option(
      names = "--delays",
      split = ",",
      defaultValue = "0,1",
      description = "milliseconds that a call of a database takes longer, one case each")
  private List<Double> delays;

  @Option(names = "--seconds", defaultValue = "2", description = "of one turn")
  private double seconds;

  @Option(names = "--rounds", defaultValue = "3")
  private int rounds;

  @Mixin private RunOptions run;

  @Override
  public Integer call() throws IOException {
    BenchReport report = new BenchReport("rows", run.seed());
    report.fact("writers", writers);
    report.fact("rounds", rounds);
    FigureTable table =
        report.table(
            "rows",
            "Orders of one SKU, medians of the rounds",
            List.of("databases", "delay_ms", "batch", "rows", "orders_per_s", "to_first_ratio"));
    for (int count : databases) {
      measure(count, report, table);
    }
    report.print(System.out);
    report.write(run.json());
    return 0;
  }

  private void measure(int count, BenchReport report, FigureTable table) throws IOException {
    try (DelayedDatabases servers = new DelayedDatabases(count, 2 * writers + 4)) {
      report.fact("database", servers.requireDurable());
      RowsSale sale = new RowsSale(layout(count), servers.pools(), writers);
      for (double delay : delays) {
        servers.delay(delay);
        for (int batch : batches) {
          BenchLog.say("%d databases, %.1f ms, batches of %d".formatted(count, delay, batch));
          Rounds<Integer> turns = compare(sale, batch);
          for (int each : rows) {
            double rate = turns.median(each);
            table.row(count, delay, batch, each, rate, rate / turns.median(rows.get(0)));
          }
        }
      }
    }
  }

  private Rounds<Integer> compare(RowsSale sale, int batch) {
    rows.forEach(each -> sale.turn(each, batch, time())); // warms up
    return Rounds.run(
        rounds,
        rows,
        (each, round) -> {
          double rate = sale.turn(each, batch, time());
          BenchLog.say("  %d rows: %,.0f orders/s".formatted(each, rate));
          return rate;
        });
  }

  private Duration time() {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static SlotMap layout(int count) {
    List<String> slots = new ArrayList<>();
    for (int shard = 0; shard < count; shard++) {
      int from = SlotMap.SLOTS * shard / count;
      slots.add(from + "-" + (SlotMap.SLOTS * (shard + 1) / count - 1));
    }
    return SlotMap.of(slots);
  }
}
