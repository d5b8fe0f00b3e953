package io.skuline.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of a stack outlives the JVM that started it, however that ends. */
@EnabledIfSystemProperty(
    named = "skuline.stack",
    matches = "local",
    disabledReason = "containers of a killed JVM are Ryuk's to remove")
class ParentKilledIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void killedParent() throws Exception {
    Process parent = start();
    List<ProcessHandle> family = parent.descendants().toList();
    assertThat(family).hasSizeGreaterThanOrEqualTo(6); // three servers, each with its guard
    assertThat(serverFolders()).hasSize(3);

    parent.destroyForcibly().waitFor();

    await().atMost(PATIENCE).until(() -> family.stream().noneMatch(ProcessHandle::isAlive));
    assertThat(serverFolders()).isEmpty();
  }

  @Test
  void askedToEnd() throws Exception {
    Process parent = start();
    List<ProcessHandle> family = parent.descendants().toList();
    assertThat(folder.resolve("env")).exists();

    parent.destroy();
    parent.waitFor();

    assertThat(family).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void standardInputEnds() throws Exception {
    Process parent = start();
    List<ProcessHandle> family = parent.descendants().toList();

    parent.getOutputStream().close();

    assertThat(parent.waitFor()).isZero();
    assertThat(family).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).isEmptyDirectory();
  }

  /** Returns when it is up. */
  private Process start() throws IOException {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + folder,
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                LocalStackMain.class.getName(),
                "--until-eof",
                "--env-file",
                folder.resolve("env").toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader output = parent.inputReader();
    Optional<String> ready = output.lines().filter(line -> line.startsWith("Ready.")).findFirst();
    assertThat(ready).isPresent();
    return parent;
  }

  private List<Path> serverFolders() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    }
  }
}
