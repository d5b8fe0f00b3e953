package io.skuline.sim.cli.hot;

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

/** The commands about hot SKUs. */
class HotCommandTest {

  private final FakeReconciliation service = new FakeReconciliation();

  @RegisterExtension final FakeTerminal terminal = new FakeTerminal();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void intervalsAreListedWithTheirState() {
    service.answers(
        200,
        "{\"groups\":16,\"noticeMillis\":660000,\"intervals\":["
            + String.join(
                ",",
                interval("tea", "2020-01-01T00:00:00Z", null),
                interval("ale", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"),
                interval("rum", "2099-01-01T00:00:00Z", "2099-01-02T00:00:00Z"))
            + "]}");

    assertThat(run("hot", "list")).isEqualTo(ExitCode.OK);

    assertThat(service.asked()).startsWith("GET /hot-skus ");
    assertThat(terminal.out().lines())
        .satisfiesExactly(
            head -> assertThat(head).startsWith("SKU"),
            row -> assertThat(row).matches("tea +2020-01-01T00:00:00Z +- +hot"),
            row -> assertThat(row).matches("ale .* 2020-01-02T00:00:00Z +over"),
            row -> assertThat(row).matches("rum .* planned"));
  }

  @Test
  void thoseOfOneSkuAreListed() {
    service.answers(200, "{\"intervals\":[" + interval("tea", "2020-01-01T00:00:00Z", null) + "]}");

    assertThat(run("hot", "list", "rum")).isEqualTo(ExitCode.OK);

    assertThat(terminal.out()).isEqualToIgnoringNewLines("rum is not hot.");
  }

  @Test
  void aSkuIsSwitchedOn() {
    service.answers(200, interval("tea", "2099-01-01T00:00:00Z", "2099-01-02T00:00:00Z"));

    assertThat(
            run(
                "hot",
                "on",
                "tea",
                "--from",
                "2099-01-01T00:00:00Z",
                "--until",
                "2099-01-02T00:00:00Z",
                "--note",
                "sale"))
        .isEqualTo(ExitCode.OK);

    assertThat(service.asked())
        .isEqualTo(
            "POST /hot-skus/tea/on {\"from\":\"2099-01-01T00:00:00Z\","
                + "\"until\":\"2099-01-02T00:00:00Z\",\"note\":\"sale\"}");
    assertThat(terminal.out()).contains("tea", "planned");
  }

  @Test
  void stockIsDivided() {
    service.answers(
        200,
        interval("tea", "2020-01-01T00:00:00Z", null).replace("\"sku\"", "\"buckets\":4,\"sku\""));

    assertThat(run("hot", "on", "tea", "--buckets", "4")).isEqualTo(ExitCode.OK);

    assertThat(service.asked()).isEqualTo("POST /hot-skus/tea/on {\"buckets\":4}");
    assertThat(terminal.out()).contains("hot, 4 buckets");
  }

  @Test
  void aTimeMayBeALengthFromNow() {
    service.answers(200, interval("tea", "2099-01-01T00:00:00Z", null));

    assertThat(run("hot", "on", "tea", "--from", "2h")).isEqualTo(ExitCode.OK);

    assertThat(service.asked()).matches("POST /hot-skus/tea/on \\{\"from\":\"20.*Z\"}");
  }

  @Test
  void aSkuIsSwitchedOff() {
    service.answers(
        200, "[" + interval("tea", "2020-01-01T00:00:00Z", "2099-01-02T00:00:00Z") + "]");

    assertThat(run("hot", "off", "tea")).isEqualTo(ExitCode.OK);

    assertThat(service.asked()).isEqualTo("POST /hot-skus/tea/off {}");
    assertThat(terminal.out()).contains("2099-01-02T00:00:00Z", "hot");
  }

  @Test
  void aRefusalSaysWhy() {
    service.answers(409, "{\"detail\":\"tea is not hot after noon\"}");

    assertThat(run("hot", "off", "tea")).isEqualTo(ExitCode.USAGE);

    assertThat(terminal.err()).contains("tea is not hot after noon");
  }

  private static String interval(String sku, String from, String until) {
    return "{\"id\":1,\"sku\":\"%s\",\"from\":\"%s\",\"until\":%s}"
        .formatted(sku, from, until == null ? "null" : '"' + until + '"');
  }

  private int run(String... arguments) {
    terminal.set("SKULINE_CONSOLE_PASSWORD", "of-a-test");
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--service-url", service.url()));
    return terminal.runAsIs(connection -> new FakeSkuline(), all.toArray(String[]::new));
  }
}
