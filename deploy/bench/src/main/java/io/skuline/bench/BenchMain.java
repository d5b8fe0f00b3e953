package io.skuline.bench;

import io.skuline.bench.cluster.ClusterBench;
import io.skuline.bench.growth.GrowthBench;
import io.skuline.bench.hot.HotBench;
import io.skuline.bench.hot.RowsBench;
import io.skuline.bench.ledger.LedgerBench;
import io.skuline.bench.micro.MicroBench;
import io.skuline.bench.throughput.ThroughputBench;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The cases are its subcommands. */
@Command(
    name = "run.sh",
    mixinStandardHelpOptions = true,
    description = "Benchmarks. Each prints a table, then one line of JSON.",
    subcommands = {
      ClusterBench.class,
      GrowthBench.class,
      HotBench.class,
      LedgerBench.class,
      MicroBench.class,
      RebuildBench.class,
      ReplicaBench.class,
      RowsBench.class,
      ThroughputBench.class
    })
public final class BenchMain {

  private BenchMain() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    PrintStream out = System.out;
    int code = commands().execute(arguments);
    out.flush();
    return code;
  }

  static CommandLine commands() {
    CommandLine commands = new CommandLine(new BenchMain());
    commands.setUsageHelpAutoWidth(true);
    for (CommandLine each : commands.getSubcommands().values()) {
      each.getCommandSpec().usageMessage().showDefaultValues(true);
    }
    return commands;
  }
}
