package io.skuline.bench.ledger;

import io.skuline.bench.BenchLog;
import io.skuline.bench.BenchReport;
import io.skuline.bench.FigureTable;
import io.skuline.bench.Rounds;
import io.skuline.bench.RunOptions;
import io.skuline.stack.StackOptions;
import io.skuline.stack.process.DatabaseProcess;
import io.skuline.stack.process.JdbcAccess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how fast movements are stored in the database. The ledger stores about a thousand in one
 * transaction; the rival stores one order per transaction. Both run on one server in one run. Every
 * commit is durable. The tables are emptied before each turn and checked after it.
 */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    description = {
      "Movements a second: the batched ledger next to one transaction per order.",
      "On a database server of its own, or with --port on one that runs on 127.0.0.1;"
          + " then the environment has SKULINE_BENCH_USER and SKULINE_BENCH_PASSWORD."
    })
public final class LedgerBench implements Callable<Integer> {

  private static final int UNITS = 10_000_000;

  @Option(names = "--movements", defaultValue = "600000", description = "of the ledger in one turn")
  private int movements;

  @Option(
      names = "--orders",
      defaultValue = "30000",
      description = "of one transaction per order in one turn")
  private int orders;

  @Option(
      names = "--skus",
      split = ",",
      defaultValue = "1,10000",
      description = "how many SKUs are sold, one case each")
  private List<Integer> skus;

  @Option(names = "--rounds", defaultValue = "5")
  private int rounds;

  @Option(
      names = "--ledger-threads",
      defaultValue = "4",
      description = "of the ledger, as the service has")
  private int ledgerThreads;

  @Option(
      names = "--connections",
      defaultValue = "16",
      description = "of one transaction per order")
  private int connections;

  @Mixin private RunOptions run;

  @Option(names = "--port", description = "of a database server that runs; default: starts one")
  private Integer port;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port != null) {
      measure(
          JdbcAccess.plain(
              port, environment("SKULINE_BENCH_USER"), environment("SKULINE_BENCH_PASSWORD")));
      return 0;
    }
    try (DatabaseProcess database = DatabaseProcess.start(StackOptions.defaults())) {
      measure(database.access());
    }
    return 0;
  }

  private void measure(JdbcAccess access) throws IOException, InterruptedException {
    BenchReport report = new BenchReport("ledger", run.seed());
    JdbcTemplate server =
        new JdbcTemplate(
            new DriverManagerDataSource(access.url(""), access.user(), access.password()));
    report.fact("database", setting(server, "version"));
    report.fact("flush_log_at_commit", durable(server));
    report.fact("rounds", rounds);
    report.fact("ledger_threads", ledgerThreads);
    report.fact("movements_a_turn", movements);
    report.fact("connections", connections);
    report.fact("orders_a_turn", orders);
    FigureTable table =
        report.table(
            "movements",
            "Into the database, medians of the rounds",
            List.of(
                "skus",
                "ledger_movements_per_s",
                "one_by_one_movements_per_s",
                "ledger_to_one_by_one_ratio",
                "ledger_locked_out"));
    for (int count : skus) {
      compare(access, server, count, table);
    }
    report.print(System.out);
    report.write(run.json());
  }

  private void compare(JdbcAccess access, JdbcTemplate server, int count, FigureTable table)
      throws InterruptedException {
    List<String> names = IntStream.range(0, count).mapToObj(sku -> "sku-" + sku).toList();
    String suffix = "_" + Long.toHexString(System.nanoTime());
    List<String> databases = List.of("bench_ledger" + suffix, "bench_one_by_one" + suffix);
    try (BatchedLedger ledger =
            new BatchedLedger(access, databases.get(0), names, UNITS, ledgerThreads);
        Writer oneByOne = new OneByOne(access, databases.get(1), names, UNITS, connections)) {
      BenchLog.say(count + " SKUs, warm-up");
      turn(ledger, movements, run.seed());
      turn(oneByOne, orders, run.seed());
      Rounds<Writer> turns =
          Rounds.run(
              rounds,
              List.of(ledger, oneByOne),
              (writer, round) ->
                  turn(writer, writer == ledger ? movements : orders, run.seed() + round));
      double fast = turns.median(ledger);
      double slow = turns.median(oneByOne);
      table.row(count, fast, slow, fast / slow, ledger.lockedOut());
    } finally {
      databases.forEach(database -> server.execute("DROP DATABASE IF EXISTS " + database));
    }
  }

  private static double turn(Writer writer, int orders, long seed) throws InterruptedException {
    writer.prepare(orders, seed);
    long start = System.nanoTime();
    writer.write();
    double rate = orders / ((System.nanoTime() - start) / 1e9);
    writer.check();
    BenchLog.say("  %s: %,.0f movements/s".formatted(writer.title(), rate));
    return rate;
  }

  /** Returns the settings that make every commit durable. */
  private static String durable(JdbcTemplate server) {
    String setting = setting(server, "innodb_flush_log_at_trx_commit");
    if (!setting.equals("1")) {
      throw new IllegalStateException("innodb_flush_log_at_trx_commit is " + setting + ", not 1");
    }
    return setting;
  }

  private static String setting(JdbcTemplate server, String name) {
    return String.valueOf(server.queryForObject("SELECT @@" + name, String.class));
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalArgumentException("--port wants " + name + " in the environment");
    }
    return value;
  }
}
