package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.sim.cli.Main;
import io.skuline.sim.cli.shared.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest extends ThreeDeadLetters {

  @TempDir private Path folder;

  @Test
  void replaysLettersAndTellsWhatBecameOfThem() {
    deadLetters.replays().parkAgain(19, "lines is \u0007missing");
    assertThat(run("replay", "17")).isEqualTo(ExitCode.OK);
    assertThat(run("replay", "17", "18", "19", "--rate", "50")).isEqualTo(ExitCode.VIOLATION);
    assertThat(bodies("POST /dead-letters/replays"))
        .containsExactly(
            "{\"ids\":[17],\"again\":false}", "{\"ids\":[17,18,19],\"rate\":50,\"again\":false}");
    assertThat(asked()).contains("GET /dead-letters/replays/6/outcomes?limit=1000");
    assertThat(cli.err())
        .contains("Replaying: 1 of 1 dead letters", "Replaying: 3 of 3 dead letters");
    assertThat(cli.out())
        .contains("Replay, run 5: done", "Replay, run 6: done")
        .containsPattern("letter 18 +REFUSED +is REPLAYED")
        .containsPattern("letter 19 +PARKED_AGAIN +lines is \\\\u0007missing")
        .containsPattern("parked again +1\n +refused +1\n")
        .doesNotContain("letter 17");
  }

  @Test
  void replaysByFilter() {
    assertThat(run("replay", "--reason", "INVALID_FIELD", "--limit=9", "--again")).isZero();
    assertThat(run("replay", "--all", "--no-wait")).isEqualTo(ExitCode.OK);
    assertThat(bodies("POST /dead-letters/replays"))
        .containsExactly(
            "{\"filter\":{\"reason\":\"INVALID_FIELD\"},\"limit\":9,\"again\":true}",
            "{\"all\":true,\"again\":false}");
    assertThat(cli.out()).contains("Run 6 replays 3 dead letters", "dead-letters run 6 --stop");
  }

  @Test
  void aDryRunSendsNothing() {
    assertThat(run("replay", "17", "--dry-run")).isEqualTo(ExitCode.OK);
    assertThat(run("replay", "--sku", "sku-1", "--dry-run")).isEqualTo(ExitCode.VIOLATION);
    assertThat(asked()).allMatch(line -> line.equals("POST /dead-letters/replays/dry-run"));
    assertThat(cli.out())
        .containsPattern("letter 17 +WOULD_REPLAY\n")
        .containsPattern("letter 18 +REFUSED +is REPLAYED\n")
        .containsPattern("would replay +2\n +refused +1\n");
  }

  /** The command is told about the end of the process as by Ctrl-C. */
  @Test
  void aRunGoesOnWithoutItsCommand() throws Exception {
    deadLetters.replays().hold();
    Path said = folder.resolve("said");
    String java = ProcessHandle.current().info().command().orElseThrow();
    ProcessBuilder command =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "dead-letters",
            "replay",
            "17",
            "--service-url",
            cli.skuline().url());
    command.environment().put("SKULINE_CONSOLE_PASSWORD", "secret");
    Process process = command.redirectError(said.toFile()).start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> asked().contains("GET /dead-letters/replays/5"));
    } finally {
      process.destroy();
      process.waitFor();
    }
    assertThat(said)
        .content()
        .contains("Run 5 goes on", "dead-letters run 5\n", "dead-letters run 5 --stop")
        .doesNotContain("Exception");
    assertThat(asked()).noneMatch(line -> line.startsWith("DELETE"));
  }
}
