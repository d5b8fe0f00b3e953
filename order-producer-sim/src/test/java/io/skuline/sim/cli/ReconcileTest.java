package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.FakeReconciliation;
import io.skuline.sim.FakeSkuline;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The commands reconcile and quarantine. */
class ReconcileTest {

  private static final String QUARANTINED =
      """
      {"sku":"tea","kind":"AMOUNT","why":"at number 3 Redis has 9, the movements make 8",
       "decided":{"available":9,"sequence":3},"stored":null,"since":"2026-11-24T08:00:00Z",
       "state":"OPEN","release":%s}""";

  private final FakeReconciliation service = new FakeReconciliation();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void aPassThatFindsNothing() {
    service.answers(200, "{\"skus\":500}\n" + report(true, 0, "", ""));
    assertThat(run("reconcile")).isEqualTo(ExitCode.OK);
    assertThat(service.asked()).startsWith("POST /reconcile/passes");
    assertThat(out()).contains("1,234", "PASSED");
    assertThat(err()).contains("Comparing");
  }

  @Test
  void aPassThatFindsADifference() {
    String found = "{\"sku\":\"tea\",\"kind\":\"AMOUNT\",\"why\":\"Redis has 9\"}";
    service.answers(200, report(false, 1, found, ""));
    assertThat(run("reconcile")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out()).contains("FAILED", "tea: AMOUNT: Redis has 9");
  }

  @Test
  void aPassThatEndsEarlyIsNoVerdict() {
    service.answers(200, report(false, 0, "", "Epoch 3 has ended"));
    assertThat(run("reconcile")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(out()).contains("ended early: Epoch 3 has ended");
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
    assertThat(err()).contains("Stock is fenced");
  }

  @Test
  void whatIsInQuarantineIsListed() {
    service.answers(200, "{\"quarantined\":[" + QUARANTINED.formatted("null") + "]}");
    assertThat(run("quarantine")).isEqualTo(ExitCode.VIOLATION);
    assertThat(run("quarantine", "list")).isEqualTo(ExitCode.VIOLATION);
    assertThat(out())
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
    assertThat(run("quarantine", "repair", "tea", "--how", "trust_database", "--note", "counted"))
        .isEqualTo(ExitCode.OK);
    assertThat(service.asked())
        .startsWith("POST /quarantine/tea/repair ")
        .contains("\"how\":\"TRUST_DATABASE\"", "\"note\":\"counted\"");
    assertThat(out()).contains("tea is sold again: 8 at number 3, by anna");
  }

  @Test
  void aRepairThatIsRefusedSaysWhy() {
    service.answers(409, "{\"detail\":\"It still differs\"}");
    assertThat(run("quarantine", "repair", "tea", "--how", "RELEASE", "--note", "n"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err()).contains("It still differs");
  }

  private static String report(boolean passed, int found, String differences, String ended) {
    return """
        {"passed":%s,"skus":1234,"behind":0,"found":%d,"differences":[%s],"quarantined":%d,\
        "ended":"%s"}
        """
        .formatted(passed, found, differences, found, ended);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--service-url", service.url()));
    Console console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            connection -> new FakeSkuline(),
            InstantSource.system());
    return new Cli(console).run(all.toArray(String[]::new));
  }
}
