package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that only read from the service: status, verify, ledger export. */
class ServiceCommandsTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();

  @Test
  void statusOfAnOpenInstance() {
    assertThat(cli.run("status")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("open", "redis", "2026-11-24T08:00:00Z", "12 ms");
  }

  @Test
  void statusOfARebuildSaysHowFarItIs() {
    cli.skuline()
        .state(
            """
        {"engine":"redis","phase":"REBUILDING","epoch":3,"reason":"Redis restarted",
         "since":"2026-11-24T08:00:00Z","ledgerLagMillis":12,
         "rebuild":{"epoch":4,"step":"copy","done":250000,"total":1000000}}""");
    assertThat(cli.run("status")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out())
        .contains("rebuilding", "Redis restarted; epoch 4, copying SKUs: 250,000 of 1,000,000 (25");
  }

  @Test
  void statusListsThePartitionsThatAreNotOpen() {
    cli.skuline()
        .state(
            """
        {"engine":"redis","phase":"PARTLY_OPEN","epoch":3,"reason":"Redis does not answer",
         "since":"2026-11-24T08:00:00Z","ledgerLagMillis":12,"partitions":[
         {"number":0,"phase":"OPEN","epoch":3,"reason":"","since":"2026-11-24T08:00:00Z"},
         {"number":1,"phase":"FENCED","epoch":3,"reason":"Redis does not answer",
          "since":"2026-11-24T08:00:00Z"}]}""");
    assertThat(cli.run("status")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out())
        .contains("partly open", " partition 1", "fenced")
        .doesNotContain("partition 0");
  }

  @Test
  void statusAsJsonByInstance() {
    assertThat(cli.run("status", "--json", cli.skuline().url())).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).startsWith("{\"" + cli.skuline().url() + "\":{\"engine\":\"redis\"");
  }

  @Test
  void statusOfAnInstanceThatDoesNotAnswer() {
    assertThat(cli.run("status", cli.skuline().url(), "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.out()).contains("open", "no answer");
  }

  @Test
  void exportCopiesWhatTheServiceSends() {
    assertThat(cli.run("ledger", "export", "--format", "csv")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).isEqualTo("sku,sequence\na,1\na,2\n");
  }

  @Test
  void verifyTellsWhatAddsUp() {
    assertThat(cli.run("verify")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).contains("123,456", "PASSED");
  }

  @Test
  void verifyTellsWhatDoesNotAddUp() {
    cli.skuline()
        .verifyReport(
            """
        {"passed":false,"skus":5,"movements":9,"wrong":1,"anomalies":0,
         "violations":[{"sku":"tea","detail":"stock says 3"}]}"""
                .replace("\n", ""));
    assertThat(cli.run("verify")).isEqualTo(ExitCode.VIOLATION);
    assertThat(cli.out()).contains("FAILED", "tea: stock says 3");
  }

  @Test
  void anAnswerThatEndsInTheMiddleIsNoVerdict() {
    cli.skuline().verifyReport("{\"movements\":100000}\n");
    assertThat(cli.run("verify")).isEqualTo(ExitCode.UNREACHABLE);
  }
}
