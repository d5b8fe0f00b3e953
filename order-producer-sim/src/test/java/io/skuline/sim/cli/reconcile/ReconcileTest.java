package io.skuline.sim.cli.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.FakeReconciliation;
import io.skuline.sim.FakeSkuline;
import io.skuline.sim.cli.FakeTerminal;
import io.skuline.sim.cli.shared.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands reconcile and quarantine. */
class ReconcileTest {

  private static final String QUARANTINED =
      """
      {"sku":"tea","kind":"AMOUNT","why":"at number 3 Redis has 9, the movements make 8",
       "decided":{"available":9,"sequence":3},"stored":null,"since":"2026-11-24T08:00:00Z",
       "state":"OPEN","release":%s}""";

  private final FakeReconciliation service = new FakeReconciliation();

  @RegisterExtension final FakeTerminal terminal = new FakeTerminal();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aPassThatFindsNothing() {
    service.answers(200, "{\"skus\":500}\n" + report(true, 0, "", ""));
    assertThat(run("reconcile")).isEqualTo(ExitCode.OK);
    assertThat(service.asked()).startsWith("POST /reconcile/passes");
    assertThat(terminal.out()).contains("1,234", "PASSED");
    assertThat(terminal.err()).contains("Comparing");
  }

  @Test
  void aPassThatFindsADifference() {
    String found = "{\"sku\":\"tea\",\"kind\":\"AMOUNT\",\"why\":\"Redis has 9\"}";
    service.answers(200, report(false, 1, found, ""));
    assertThat(run("reconcile")).isEqualTo(ExitCode.VIOLATION);
    assertThat(terminal.out()).contains("FAILED", "tea: AMOUNT: Redis has 9");
  }

  @Test
  void aPassThatEndsEarlyIsNoVerdict() {
    service.answers(200, report(false, 0, "", "Epoch 3 has ended"));
    assertThat(run("reconcile")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(terminal.out()).contains("ended early: Epoch 3 has ended");
  }

  @Test
  void anAnswerThatEndsInTheMiddleIsNoVerdict() {
    service.answers(200, "{\"skus\":500}\n");
    assertThat(run("reconcile")).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void stockThatIsFencedIsNoVerdict() {
    service.answers(503, "{\"detail\":\"Stock is fenced\"}");
    assertThat(run("reconcile")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(terminal.err()).contains("Stock is fenced");
  }

  @Test
  void whatIsInQuarantineIsListed() {
    service.answers(200, "{\"quarantined\":[" + QUARANTINED.formatted("null") + "]}");
    assertThat(run("quarantine")).isEqualTo(ExitCode.VIOLATION);
    assertThat(run("quarantine", "list")).isEqualTo(ExitCode.VIOLATION);
    assertThat(terminal.out())
        .contains("tea  AMOUNT  since 2026", "Redis: 9 at number 3; database: not there");
  }

  @Test
  void nothingInQuarantine() {
    service.answers(200, "{\"quarantined\":[]}");
    assertThat(run("quarantine", "list")).isEqualTo(ExitCode.OK);
  }

  @Test
  void aRepairSaysWhatThereIsNow() {
    String release =
        "{\"who\":\"anna\",\"how\":\"TRUST_DATABASE\",\"level\":{\"available\":8,\"sequence\":3}}";
    service.answers(200, QUARANTINED.formatted(release));
    assertThat(run("quarantine", "repair", "tea", "--mode", "trust_database", "--note", "counted"))
        .isEqualTo(ExitCode.OK);
    assertThat(service.asked())
        .startsWith("POST /quarantine/tea/repair ")
        .contains("\"how\":\"TRUST_DATABASE\"", "\"note\":\"counted\"");
    assertThat(terminal.out()).contains("tea is sold again: 8 at number 3, by anna");
  }

  @Test
  void aRepairThatIsRefusedSaysWhy() {
    service.answers(409, "{\"detail\":\"It still differs\"}");
    assertThat(run("quarantine", "repair", "tea", "--how", "RELEASE", "--note", "n"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("It still differs");
  }

  @Test
  void aPassWithAnOpenAnomalyFails() {
    service.answers(200, report(false, 0, "", "").replace("\"anomalies\":0", "\"anomalies\":2"));
    assertThat(run("reconcile")).isEqualTo(ExitCode.VIOLATION);
    assertThat(terminal.out()).containsPattern("open anomalies +2");
  }

  @Test
  void openAnomaliesAreListed() {
    service.answers(200, "[" + anomaly("null") + "]");
    assertThat(run("anomalies")).isEqualTo(ExitCode.VIOLATION);
    assertThat(service.asked()).startsWith("GET /anomalies?limit=1000&which=OPEN");
    assertThat(terminal.out()).contains("o-1  SKU tea  since 2026", "    it contradicts");
  }

  @Test
  void settledAnomaliesAreListedOnRequest() {
    service.answers(
        200,
        "["
            + anomaly("{\"at\":\"2026-11-24T09:00:00Z\",\"who\":\"anna\",\"note\":\"counted\"}")
            + "]");
    assertThat(run("anomalies", "list", "--all")).isEqualTo(ExitCode.OK);
    assertThat(service.asked()).startsWith("GET /anomalies?limit=1000&which=ALL");
    assertThat(terminal.out())
        .contains("No anomaly is open.", "settled by anna at 2026-11-24T09:00:00Z: counted");
  }

  @Test
  void anAnomalyIsSettled() {
    service.answers(200, "[" + anomaly("null") + "]");
    assertThat(run("anomalies", "settle", "o-1", "--note", "corrected")).isEqualTo(ExitCode.OK);
    assertThat(service.asked())
        .startsWith("POST /anomalies/o-1/settle ")
        .contains("\"note\":\"corrected\"");
    assertThat(terminal.out()).contains("o-1 is settled: 1 anomalies");
  }

  @Test
  void anOrderThatNobodyKnowsIsNotSettled() {
    service.answers(404, "{\"detail\":\"The database knows no order or adjustment o-2\"}");
    assertThat(run("anomalies", "settle", "o-2", "--note", "n")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("knows no order or adjustment o-2");
  }

  private static String anomaly(String settlement) {
    return """
        {"orderId":"o-1","sku":"tea","detail":"it contradicts","seenAt":"2026-11-24T08:00:00Z",\
        "settlement":%s}"""
        .formatted(settlement);
  }

  private static String report(boolean passed, int found, String differences, String ended) {
    return """
        {"passed":%s,"skus":1234,"behind":0,"found":%d,"differences":[%s],"quarantined":%d,\
        "anomalies":0,"ended":"%s"}
        """
        .formatted(passed, found, differences, found, ended);
  }

  private int run(String... arguments) {
    terminal.set("SKULINE_CONSOLE_PASSWORD", "of-a-test");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--service-url", service.url()));
    return terminal.runAsIs(connection -> new FakeSkuline(), all.toArray(String[]::new));
  }
}
