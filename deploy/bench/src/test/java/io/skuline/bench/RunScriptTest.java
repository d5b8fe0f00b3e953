package io.skuline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, with a program in place of Java that says with what it was called. */
class RunScriptTest {

  @TempDir private Path folder;

  @BeforeEach
  void aJavaThatSaysItsArguments() throws IOException {
    Files.copy(Path.of("run.sh"), folder.resolve("run.sh"));
    Files.createDirectories(folder.resolve("target"));
    Files.createFile(folder.resolve("target/launch.args"));
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        echo "$*"
        case "$*" in *" HOT "*) exit 1 ;; esac
        """);
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void oneCaseIsGivenItsArguments() throws Exception {
    assertThat(run(0, "ledger", "--rounds", "1")).endsWith("BenchMain ledger --rounds 1\n");
  }

  @Test
  void allMakesEachTableWithOptionsThatThereAreAndSaysWhatFailed() throws Exception {
    Path tables = folder.resolve("tables");
    String said = run(1, "all", tables.toString());
    assertThat(said).endsWith("Failed: hot\n");
    List<String> made = new ArrayList<>();
    try (var files = Files.newDirectoryStream(tables)) {
      for (Path file : files) {
        made.add(file.getFileName().toString());
        String called = Files.readString(file);
        String[] arguments = called.substring(called.indexOf("BenchMain ") + 10).strip().split(" ");
        assertThat(BenchMain.commands().parseArgs(arguments).subcommand()).as(called).isNotNull();
      }
    }
    assertThat(made)
        .containsExactlyInAnyOrder(
            "uniform.txt",
            "zipf.txt",
            "hot.txt",
            "carts.txt",
            "steady.txt",
            "busy.txt",
            "half-load.txt",
            "ledger.txt",
            "growth.txt",
            "micro.txt");
  }

  @Test
  void aTableThatThereIsNotIsNamed() throws Exception {
    String tables = folder.resolve("tables").toString();
    assertThat(run(1, "all", tables, "sideways", "ledger"))
        .contains("There is no table sideways, only uniform zipf", "BenchMain ledger\n")
        .endsWith("Failed: sideways\n");
  }

  /** Returns what the script printed. */
  private String run(int code, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", folder + "/run.sh"));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile()).environment().put("JAVA_HOME", folder + "/jdk");
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
    return Files.readString(output);
  }
}
