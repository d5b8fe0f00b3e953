package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what all commands about dead letters have in common. */
class DeadLettersTest extends ThreeDeadLetters {

  @TempDir private Path folder;

  @Test
  void neverReplaysAllByMistake() {
    assertThat(run("replay")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "17", "--sku", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "--state", "any")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("replay", "17", "--rate", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(run("discard", "--all")).isEqualTo(ExitCode.USAGE);
    assertThat(run("discard", "17", "--reason", "MISSING_FIELD")).isEqualTo(ExitCode.USAGE);
    assertThat(run()).isEqualTo(ExitCode.USAGE);
    assertThat(asked()).isEmpty();
  }

  @Test
  void anUnknownLetter() {
    assertThat(run("show", "4711")).isEqualTo(ExitCode.USAGE);
    assertThat(run("run", "4711")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("there is no 4711");
  }

  @Test
  void controlCharactersAreNeverPrinted() {
    deadLetters
        .park(20, "order-20", "{\u001b[2J\n\u202e}")
        .put("error", "bad \u001b]0;x\u0007 \u009b31m \u202e")
        .put("topic", "a\nb")
        .putArray("keys")
        .add("\u001bkey");
    assertThat(run("list") + run("show", "20") + run("show", "20", "--format=json"))
        .isEqualTo(ExitCode.OK);
    assertThat(run("list", "--format=ndjson")).isEqualTo(ExitCode.OK);
    assertThat(cli.out().replace("\n", ""))
        .contains("bad \\u001b]0;x\\u0007 \\u009b31m \\u202e", "a\\u000ab", "| {\\u001b[2J")
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}]");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void wrongCredentials() {
    cli.set("SKULINE_CONSOLE_PASSWORD", "wrong-guess");
    assertThat(run("list", "--user", "ann")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err())
        .contains("does not accept this password for the user ann", "SKULINE_CONSOLE_PASSWORD")
        .contains("skuline.console.password")
        .doesNotContain("wrong-guess");
    assertThat(run("import", folder.resolve("none").toString(), "--password=x"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(asked()).isEmpty();
  }

  @Test
  void aPasswordIsAskedFor() {
    cli.set("SKULINE_CONSOLE_PASSWORD", null);
    assertThat(run("list")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("wants a password, and there is none");
    cli.typeSecretly("secret");
    deadLetters.user("ann");
    assertThat(run("list", "--user", "ann")).isEqualTo(ExitCode.OK);
    assertThat(cli.err()).contains("Password of ann: ").doesNotContain("secret");
  }

  @Test
  void nobodyThere() {
    assertThat(
            cli.runAsIs(
                connection -> cli.skuline(),
                "dead-letters",
                "list",
                "--service-url",
                "http://127.0.0.1:1"))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(cli.err()).contains("Is it running?");
  }
}
