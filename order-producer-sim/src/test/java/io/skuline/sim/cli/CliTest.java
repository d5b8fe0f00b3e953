package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.OrderCreated;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.sim.FakeSkuline;
import io.skuline.sim.check.StockLevel;
import io.skuline.sim.demand.ScenarioName;
import io.skuline.sim.gateway.UnreachableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CliTest {

  private final FakeSkuline skuline = new FakeSkuline();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private InputStream in = InputStream.nullInputStream();
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    skuline.stop();
  }

  @Test
  void aFlashSaleThatAddsUp() {
    assertThat(run("simulate", "--orders", "500", "--skus", "20")).isEqualTo(ExitCode.OK);
    assertThat(out())
        .contains("published         500", "oversold units    0", "own books", "PASSED");
    assertThat(err()).contains("Events answered: 500 of 500 events");
  }

  @ParameterizedTest
  @EnumSource
  void everyScenarioAddsUp(ScenarioName scenario) {
    assertThat(run("simulate", scenario.toString(), "--orders", "1000", "--skus", "30"))
        .as(() -> out() + err())
        .isEqualTo(ExitCode.OK);
    assertThat(out()).contains(scenario + " run-", "unanswered        0", "PASSED");
  }

  @Test
  void statusOfAnOpenInstance() {
    assertThat(run("status")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("open", "redis", "2026-11-24T08:00:00Z", "12 ms");
  }

  @Test
  void statusOfARebuildSaysHowFarItIs() {
    skuline.state(
        """
        {"engine":"redis","phase":"REBUILDING","epoch":3,"reason":"Redis restarted",
         "since":"2026-11-24T08:00:00Z","ledgerLagMillis":12,
         "rebuild":{"epoch":4,"step":"copy","done":250000,"total":1000000}}""");
    assertThat(run("status")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out())
        .contains("rebuilding", "Redis restarted; epoch 4, copying SKUs: 250,000 of 1,000,000 (25");
  }

  @Test
  void statusAsJsonByInstance() {
    assertThat(run("status", "--json", skuline.url())).isEqualTo(ExitCode.OK);
    assertThat(out()).startsWith("{\"" + skuline.url() + "\":{\"engine\":\"redis\"");
  }

  @Test
  void statusOfAnInstanceThatDoesNotAnswer() {
    assertThat(run("status", skuline.url(), "http://127.0.0.1:1")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(out()).contains("open", "no answer");
  }

  @Test
  void exportCopiesWhatTheServiceSends() {
    assertThat(run("ledger", "export", "--format", "csv")).isEqualTo(ExitCode.OK);
    assertThat(out()).isEqualTo("sku,sequence\na,1\na,2\n");
  }

  @Test
  void verifyTellsWhatAddsUp() {
    assertThat(run("verify")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("123,456", "PASSED");
  }

  @Test
  void verifyTellsWhatDoesNotAddUp() {
    skuline.fold(
        """
        {"passed":false,"skus":5,"movements":9,"wrong":1,
         "violations":[{"sku":"tea","detail":"stock says 3"}]}"""
            .replace("\n", ""));
    assertThat(run("verify")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("FAILED", "tea: stock says 3");
  }

  @Test
  void anAnswerThatEndsInTheMiddleIsNoVerdict() {
    skuline.fold("{\"movements\":100000}\n");
    assertThat(run("verify")).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void helpNamesEveryScenario() {
    assertThat(run("simulate", "--help")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains(Stream.of(ScenarioName.values()).map(each -> each + ": ").toList());
  }

  @Test
  void aReturnThatCameBackTwiceIsAViolation() {
    skuline.deliver(CliTest::backTwice);
    assertThat(run("simulate", "returns", "--orders", "200")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("DO NOT ADD UP", "returns");
  }

  @Test
  void deadLettersMustBeAsManyAsBrokenBodies() {
    assertThat(run("simulate", "poison", "--orders", "200")).isEqualTo(ExitCode.OK);
    assertThat(out()).containsPattern("dead letters +(\\d+) of \\1 broken bodies");
    skuline.deliver(
        result -> {
          if (result.key().endsWith("-order-200")) {
            skuline.parkOneMore();
          }
          return List.of(result);
        });
    assertThat(run("simulate", "poison", "--orders", "200")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("dead letters      DO NOT ADD UP");
  }

  @Test
  void copiesOfAnswersAreCountedAndHarmless() {
    skuline.deliver(result -> List.of(result, result));
    assertThat(run("simulate", "--orders", "50", "--skus", "5")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("repeated answers  55");
  }

  @Test
  void anOversellIsAViolation() {
    skuline.deliver(CliTest::oversold);
    assertThat(run("simulate", "--orders", "50", "--skus", "5")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("DO NOT ADD UP", "no oversell");
  }

  @Test
  void aFailedAuditIsAViolation() {
    skuline.audit(
        """
        {"passed":false,"skus":1,"movements":2,"unitsDeducted":3,"unitsReturned":0,
         "unitsAvailable":4,"ledgerBehind":0,"violations":[{"rule":"oversell","subject":"a","detail":"-1"}]}""");
    assertThat(run("simulate", "--orders", "50", "--skus", "5")).isEqualTo(ExitCode.VIOLATION);
    assertThat(run("audit")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("FAILED", "oversell: a: -1");
  }

  @Test
  void answersThatDoNotComeAreATimeOut() {
    skuline.deliver(r -> r instanceof AdjustmentAccepted ? List.of(r) : List.of());
    assertThat(run("simulate", "--orders", "5", "--skus", "5", "--patience", "1"))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(out()).contains("unanswered        5", "Answers stopped coming");
  }

  @Test
  void wrongUsage() {
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(run("simulate", "no-such")).isEqualTo(ExitCode.USAGE);
    assertThat(run("simulate", "--orders", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("simulate", "--orders", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("publish", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("stock")).isEqualTo(ExitCode.USAGE);
    assertThat(run("watch", "--types", "Nonsense")).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("No scenario \"no-such\"", "orders must be 1 to", "Nonsense");
  }

  @Test
  void nobodyThere() {
    String[] nowhere = {"audit", "--service-url", "http://127.0.0.1:1"};
    assertThat(new Cli(console()).run(nowhere)).isEqualTo(ExitCode.UNREACHABLE);
    Console noBroker =
        new Console(
            in,
            new PrintStream(out),
            new PrintStream(err),
            false,
            connection -> {
              throw new UnreachableException("no broker");
            },
            InstantSource.system());
    assertThat(new Cli(noBroker).run("simulate")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err()).contains("Is it running?", "no broker");
  }

  @Test
  void publishStopsAtABadLine() throws Exception {
    Path file = write("orders.csv", "o1,2026-11-24T08:00:00Z,a,1\no2,2026-11-24T08:00:00Z,a,0\n");
    assertThat(run("publish", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("line 3: quantity must be", "1 events before it were published");
    assertThat(skuline.published()).hasSize(1);
  }

  @Test
  void publishSkipsABadLine() throws Exception {
    Path file = write("orders.csv", "o1,2026-11-24T08:00:00Z,a,0\no2,2026-11-24T08:00:00Z,a,1\n");
    assertThat(run("publish", file.toString(), "--on-error", "skip")).isEqualTo(ExitCode.OK);
    assertThat(out()).contains("1 events published, 1 skipped");
    assertThat(skuline.published()).hasSize(1).first().isInstanceOf(OrderCreated.class);
  }

  @Test
  void publishReadsStandardInput() {
    in =
        new ByteArrayInputStream(
            """
            {"type":"OrderCreated","orderId":"o1","createdAt":"2026-11-24T08:00:00Z",\
            "lines":[{"sku":"a","quantity":1}]}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(run("publish", "-")).isEqualTo(ExitCode.OK);
    assertThat(skuline.published()).hasSize(1);
  }

  @Test
  void basketsOverTooLittleStock() throws Exception {
    Path file = Files.writeString(folder.resolve("b.csv"), "tea/milk,bread\nbread\nbread,bread\n");
    assertThat(run("publish", "--format", "baskets", file.toString(), "--stock-per-item", "2"))
        .isEqualTo(ExitCode.OK);
    assertThat(out()).contains("confirmed         2", "rejected          1");
    assertThat(skuline.stock()).containsKeys("tea-milk", "bread");
    // The stock is there already; what is left of it is not sold twice.
    assertThat(run("publish", "--format", "baskets", file.toString(), "--stock-per-item", "2"))
        .isEqualTo(ExitCode.OK);
    assertThat(skuline.stock().get("bread").available()).isZero();
  }

  @Test
  void stockIsPrinted() {
    skuline.stock().put("a", new StockLevel("a", 1234, 5));
    assertThat(run("stock", "a")).isEqualTo(ExitCode.OK);
    assertThat(run("stock", "a", "b")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).containsPattern("a +1,234 +5").containsPattern("b +unknown");
  }

  @Test
  void aStockFileTwiceChangesNothing() throws Exception {
    Path file =
        Files.writeString(folder.resolve("s.csv"), "sku,quantity,kind\na,5,REPLENISHMENT\n");
    assertThat(run("stock", "load", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(run("stock", "load", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(skuline.stock().get("a")).isEqualTo(new StockLevel("a", 5, 1));
    assertThat(run("stock", "load", file.toString(), "--id", "again")).isEqualTo(ExitCode.OK);
    assertThat(skuline.stock().get("a")).isEqualTo(new StockLevel("a", 10, 2));
  }

  @Test
  void rejectedStockIsReported() throws Exception {
    skuline.stock().put("a", new StockLevel("a", 1, 1));
    Path file = Files.writeString(folder.resolve("s.csv"), "sku,quantity\na,5\nb,5\n");
    assertThat(run("stock", "load", file.toString())).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("ALREADY_STOCKED").containsPattern("rejected +1");
  }

  @Test
  void aWrongStockFileLoadsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("s.csv"), "sku,quantity\na,5\nb,-5\n");
    assertThat(run("stock", "load", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(skuline.published()).isEmpty();
  }

  private Path write(String name, String rows) throws Exception {
    return Files.writeString(folder.resolve(name), "orderId,createdAt,sku,quantity\n" + rows);
  }

  /** Confirmations of units that were not there. */
  private static List<StockResult> oversold(StockResult result) {
    if (result instanceof DeductionConfirmed sold) {
      List<StockMove> moves = new ArrayList<>();
      for (StockMove move : sold.lines()) {
        moves.add(
            new StockMove(move.sku(), move.quantity(), move.remaining() - 1000, move.sequence()));
      }
      return List.of(new DeductionConfirmed(sold.orderId(), sold.decidedAt(), moves));
    }
    return List.of(result);
  }

  /** Twice the units, in the answer only. */
  private static List<StockResult> backTwice(StockResult result) {
    if (result instanceof ReturnAccepted back) {
      List<StockMove> moves =
          back.lines().stream()
              .map(m -> new StockMove(m.sku(), 2 * m.quantity(), m.remaining(), m.sequence()))
              .toList();
      return List.of(new ReturnAccepted(back.returnId(), back.orderId(), back.decidedAt(), moves));
    }
    return List.of(result);
  }

  private int run(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + (arguments.length == 0 ? 0 : 2));
    if (arguments.length > 0) {
      all[arguments.length] = "--service-url";
      all[arguments.length + 1] = skuline.url();
    }
    return new Cli(console()).run(all);
  }

  private Console console() {
    return new Console(
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        connection -> skuline,
        InstantSource.system());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
