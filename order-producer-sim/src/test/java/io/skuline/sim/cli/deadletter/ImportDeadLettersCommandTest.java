package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportDeadLettersCommandTest extends ThreeDeadLetters {

  @TempDir private Path folder;

  @Test
  void importOfABadLineNamesIt() {
    cli.in("{\"id\":1}\nnonsense\u001b[2J\n");
    assertThat(run("import", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("line 2 is no letter: nonsense\\u001b[2J");
    assertThat(run("import", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("There is no readable file");
  }

  @Test
  void importReadsGzipAndNamesASpreadsheet() throws Exception {
    Path file = folder.resolve("letters.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("\uFEFF{\"id\":1}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(run("import", file.toString())).as(() -> cli.err()).isEqualTo(ExitCode.OK);
    assertThat(bodies("POST /dead-letters/import")).containsExactly("{\"id\":1}\n");
    cli.in("PK\u0003\u0004");
    assertThat(run("import", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("The file is a spreadsheet");
  }

  @Test
  void importGoesInParts() {
    String line = "{\"id\":1,\"body\":\"" + "x".repeat(600_000) + "\"}\n";
    cli.in(line + line.replace(":1,", ":2,") + line.replace(":1,", ":3,"));
    assertThat(run("import", "-")).isEqualTo(ExitCode.OK);
    assertThat(bodies("POST /dead-letters/import")).hasSize(2);
    assertThat(cli.out()).isEqualTo("3 dead letters imported, 0 known.\n");
    cli.in(line + line + "nonsense\n");
    assertThat(run("import", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("line 1 is no letter: nonsense (counted from line 3 of the");
  }
}
