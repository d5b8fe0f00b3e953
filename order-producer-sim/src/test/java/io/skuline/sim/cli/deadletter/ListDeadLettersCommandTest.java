package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListDeadLettersCommandTest extends ThreeDeadLetters {

  @Test
  void listsParkedLetters() {
    assertThat(run("list")).isEqualTo(ExitCode.OK);
    assertThat(asked()).containsExactly("GET /dead-letters?limit=100&state=PARKED");
    assertThat(cli.out())
        .containsPattern("17 +PARKED +MISSING_FIELD +1 +2026-11-24T08:00:07Z +order-events")
        .containsPattern("order-17 +lines is missing")
        .contains("order-19")
        .doesNotContain("order-18");
  }

  @Test
  void listsByFilterAsJsonLines() {
    assertThat(
            run("list", "--state=any", "--order=order-18", "--sku=sku-1", "--tag=OrderCreated")
                + run("list", "--format=ndjson", "--reason=INVALID_FIELD", "--topic=a b"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked())
        .containsExactly(
            "GET /dead-letters?limit=100&order=order-18&sku=sku-1&tag=OrderCreated",
            "GET /dead-letters?limit=100&reason=INVALID_FIELD&state=PARKED&topic=a+b");
    assertThat(cli.out()).contains("order-18").doesNotContain("order-17");
    assertThat(cli.err()).contains("No such dead letters");
    assertThat(run("list", "--format=ndjson", "--reason=INVALID_FIELD")).isEqualTo(ExitCode.OK);
    assertThat(cli.out().lines().toList().get(2)).startsWith("{\"id\":19,").endsWith("}");
  }

  @Test
  void listsPageByPageUpToALimit() {
    for (int id = 1000; id < 2500; id++) {
      deadLetters.park(id, "order-" + id, "{}");
    }
    assertThat(run("list", "--limit", "1100")).isEqualTo(ExitCode.OK);
    assertThat(asked())
        .containsExactly(
            "GET /dead-letters?limit=1000&state=PARKED",
            "GET /dead-letters?after=1997&limit=100&state=PARKED");
    assertThat(cli.out().lines()).hasSize(1 + 1100);
    assertThat(cli.err()).contains("more than 1,100");
  }

  @Test
  void timesMayBeAgo() {
    assertThat(run("list", "--since=2h", "--until", "2026-11-24T08:00:00Z")).isEqualTo(ExitCode.OK);
    String query = asked().get(0);
    String since = query.replaceAll(".*since=([^&]*).*", "$1").replace("%3A", ":");
    assertThat(Duration.between(Instant.parse(since), Instant.now()))
        .isBetween(Duration.ofHours(2), Duration.ofHours(3));
    assertThat(query).contains("until=2026-11-24T08%3A00%3A00Z");
    assertThat(run("list", "--since=yesterday")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("\"yesterday\" is no time");
  }
}
