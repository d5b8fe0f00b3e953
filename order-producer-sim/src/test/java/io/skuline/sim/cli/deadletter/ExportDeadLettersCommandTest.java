package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportDeadLettersCommandTest extends ThreeDeadLetters {

  @TempDir private Path folder;

  @Test
  void exportsAndImports() throws Exception {
    Path file = folder.resolve("letters.ndjson");
    assertThat(run("export", "--reason=MISSING_FIELD", "-o", file.toString())).isZero();
    assertThat(asked()).containsExactly("GET /dead-letters/export?reason=MISSING_FIELD");
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .allMatch(line -> line.contains("\"bodyBase64\":"));
    Files.writeString(file, Files.readString(file).replace("\"id\":17", "\"id\":27"));
    assertThat(run("import", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).isEqualTo("1 dead letters imported, 1 known.\n");
    cli.in(Files.readString(file));
    assertThat(run("import", "-")).isEqualTo(ExitCode.OK);
    assertThat(cli.out()).endsWith("0 dead letters imported, 2 known.\n");
  }

  @Test
  void exportGoesToTheOutputToo() {
    assertThat(run("export")).isEqualTo(ExitCode.OK);
    assertThat(cli.out().lines()).hasSize(3);
    assertThat(cli.err()).contains("Exporting: 3 dead letters");
  }
}
