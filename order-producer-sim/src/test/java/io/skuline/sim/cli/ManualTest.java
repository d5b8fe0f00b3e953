package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a distribution has beside the programs. */
class ManualTest {

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();

  @Test
  void everyCommandHasItsPageAndIsCompleted(@TempDir Path folder) throws IOException {
    Manual.write(folder, cli.commands());

    assertThat(folder.resolve("pages/skuline.adoc")).exists();
    assertThat(folder.resolve("pages/skuline-dead-letters-replay.adoc"))
        .content()
        .contains("*--dry-run*");
    assertThat(Files.readString(folder.resolve("skuline.bash")))
        .contains("complete", "setup", "dead-letters", "--name-server");
  }

  @Test
  void completionIsPrinted() {
    assertThat(cli.runAsIs(connection -> cli.skuline(), "generate-completion")).isZero();

    assertThat(cli.out()).contains("complete -F _complete_skuline");
  }
}
