package io.skuline.sim.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.OrderCreated;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.sim.cli.FakeTerminal;
import io.skuline.sim.cli.shared.ExitCode;
import io.skuline.sim.workload.ScenarioName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulateCommandTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();

  @Test
  void aFlashSaleThatAddsUp() {
    assertThat(cli.run("simulate", "--orders", "500", "--skus", "20")).isEqualTo(ExitCode.OK);
    assertThat(cli.out())
        .containsPattern("published +500\n")
        .containsPattern("oversold units +0\n")
        .contains("Check by the simulator: every order", "PASSED");
    assertThat(cli.err())
        .contains("burst: 500 orders", "published  answered  confirmed")
        .containsPattern("\n +500 +500 +\\d+ +\\d+ .* 12\n");
  }

  @Test
  void aWarmUpAndTwoSalesOfTheSameBuyersAreReportedSideBySide() {
    assertThat(
            cli.run(
                "simulate",
                "--warm-up",
                "30",
                "--orders",
                "20,50",
                "--rate",
                "10000,0",
                "--skus",
                "5",
                "--run-id",
                "run"))
        .isEqualTo(ExitCode.OK);
    assertThat(cli.out())
        .containsPattern("flash-sale run, seed 1 +warm-up +warm-up 20,000/s +10,000/s +burst\n")
        .containsPattern("published +15 +15 +20 +50\n")
        .containsPattern("unanswered +0 +0 +0 +0\n");
    assertThat(cli.err()).contains("warm-up: 15 orders", "10,000/s: 20 orders", "burst: 50 orders");
    assertThat(ordersOf("run-4").subList(0, 20)).isEqualTo(ordersOf("run-3"));
  }

  /** Returns what was ordered in a sale, without the ids of the sale. */
  private List<String> ordersOf(String id) {
    return cli.skuline().published().stream()
        .filter(OrderCreated.class::isInstance)
        .map(OrderCreated.class::cast)
        .filter(order -> order.orderId().startsWith(id + "-"))
        .map(order -> order.lines().toString().replace(id, ""))
        .toList();
  }

  @Test
  void afterASaleThatFailsNoOtherIsPlayed() {
    cli.skuline().deliver(SimulateCommandTest::oversold);
    assertThat(cli.run("simulate", "--warm-up", "50", "--orders", "60", "--skus", "5"))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).containsPattern("published +50\n").contains("warm-up");
  }

  @Test
  void severalOrdersNeedAsManyRates() {
    assertThat(cli.run("simulate", "--orders", "5,6", "--rate", "1,2,3")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("simulate", "--warm-up", "-1")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.run("simulate", "--rate", "-1")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("as many as the other", "must not be negative");
  }

  @ParameterizedTest
  @EnumSource
  void everyScenarioAddsUp(ScenarioName scenario) {
    assertThat(cli.run("simulate", scenario.toString(), "--orders", "1000", "--skus", "30"))
        .as(() -> cli.out() + cli.err())
        .isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains(scenario + " run-", "PASSED").containsPattern("unanswered +0\n");
  }

  @Test
  void helpNamesEveryScenario() {
    assertThat(cli.run("simulate", "--help")).isEqualTo(ExitCode.OK);
    assertThat(cli.out())
        .contains(Stream.of(ScenarioName.values()).map(each -> each + ": ").toList());
  }

  @Test
  void aReturnThatCameBackTwiceIsAViolation() {
    cli.skuline().deliver(SimulateCommandTest::backTwice);
    assertThat(cli.run("simulate", "returns", "--orders", "200")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("Check by the simulator FAILED", "returns");
  }

  @Test
  void deadLettersMustBeAsManyAsBrokenBodies() {
    assertThat(cli.run("simulate", "poison", "--orders", "200")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).containsPattern("dead letters +(\\d+) of \\1 broken bodies");
    cli.skuline()
        .deliver(
            result -> {
              if (result.key().endsWith("-order-200")) {
                cli.skuline().parkOneMore();
              }
              return List.of(result);
            });
    assertThat(cli.run("simulate", "poison", "--orders", "200")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("dead letters DO NOT ADD UP");
  }

  @Test
  void copiesOfAnswersAreCountedAndHarmless() {
    cli.skuline().deliver(result -> List.of(result, result));
    assertThat(cli.run("simulate", "--orders", "50", "--skus", "5")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).containsPattern("repeated answers +55\n");
  }

  @Test
  void anOversellIsAViolation() {
    cli.skuline().deliver(SimulateCommandTest::oversold);
    assertThat(cli.run("simulate", "--orders", "50", "--skus", "5")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("Check by the simulator FAILED", "no oversell");
  }

  @Test
  void aFailedAuditIsAViolation() {
    cli.skuline()
        .audit(
            """
        {"passed":false,"skus":1,"movements":2,"unitsDeducted":3,"unitsReturned":0,
         "unitsAvailable":4,"ledgerBehind":0,"violations":[{"rule":"oversell","subject":"a","detail":"-1"}]}""");
    assertThat(cli.run("simulate", "--orders", "50", "--skus", "5")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.run("audit")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("FAILED", "oversell: a: -1");
  }

  @Test
  void answersThatDoNotComeAreATimeOut() {
    cli.skuline().deliver(r -> r instanceof AdjustmentAccepted ? List.of(r) : List.of());
    assertThat(cli.run("simulate", "--orders", "5", "--skus", "5", "--patience", "1"))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.out()).containsPattern("unanswered +5\n").contains("Answers stopped coming");
  }

  @Test
  void aLieBehindALostAnswerIsAViolation() {
    cli.skuline()
        .deliver(
            result ->
                result.key().endsWith("-order-1")
                    ? List.of()
                    : List.of(
                        result instanceof DeductionRejected rejected
                            ? lessSaid(rejected)
                            : result));
    assertThat(cli.run("simulate", "--orders", "300", "--skus", "5", "--patience", "1"))
        .isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("unanswered", "true reason");
  }

  private static DeductionRejected lessSaid(DeductionRejected rejected) {
    return new DeductionRejected(
        rejected.orderId(),
        rejected.decidedAt(),
        rejected.reason(),
        rejected.shortages().stream()
            .map(each -> new Shortage(each.sku(), each.requested(), each.available() - 100))
            .toList());
  }

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
}
