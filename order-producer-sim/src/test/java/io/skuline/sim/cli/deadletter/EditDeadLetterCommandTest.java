package io.skuline.sim.cli.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.sim.cli.shared.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditDeadLetterCommandTest extends ThreeDeadLetters {

  @TempDir private Path folder;

  @Test
  void editsFromAFileAndReplays() throws Exception {
    Path file = Files.writeString(folder.resolve("corrected.json"), CORRECTED);
    assertThat(run("edit", "17", "--file", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(CORRECTED);
    assertThat(bodies("POST /dead-letters/replays"))
        .containsExactly("{\"ids\":[17],\"again\":false}");
    assertThat(cli.out()).contains("Dead letter 17 has a new body", "run 5: done");
  }

  @Test
  void editsFromStandardInputWithoutReplay() {
    cli.in(CORRECTED);
    assertThat(run("edit", "17", "--file", "-", "--no-replay")).isEqualTo(ExitCode.OK);
    cli.in(CORRECTED);
    assertThat(run("edit", "17", "--file", "-")).isEqualTo(ExitCode.OK);
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(CORRECTED);
    assertThat(bodies("POST /dead-letters/replays")).isEmpty();
    assertThat(cli.err()).contains("Nothing is changed");
  }

  @Test
  void aByteOrderMarkIsNoPartOfABody() throws Exception {
    Path file = Files.writeString(folder.resolve("corrected.json"), "\uFEFF" + CORRECTED);
    assertThat(run("edit", "17", "--file", file.toString())).isEqualTo(ExitCode.OK);
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(CORRECTED);
    Files.write(file, CORRECTED.getBytes(StandardCharsets.UTF_16));
    assertThat(run("edit", "17", "--file", file.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("The file is UTF-16");
  }

  @Test
  void editsInAnEditor() throws Exception {
    Path corrected = Files.writeString(folder.resolve("corrected.json"), CORRECTED + "\n");
    Path rights = folder.resolve("rights");
    Path used = folder.resolve("used");
    cli.set(
        "EDITOR",
        script(
            "ls -ld \"$(dirname \"$2\")\" > %s; echo \"$2\" > %s; cat %s > \"$2\""
                .formatted(rights, used, corrected)));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.OK);
    // The line end at the end is the editor's.
    assertThat(bodies("PUT /dead-letters/17/body")).containsExactly(CORRECTED);
    assertThat(rights).content().startsWith("drwx------");
    assertThat(Path.of(Files.readString(used).strip()).getParent()).doesNotExist();
  }

  @Test
  void anEditorThatChangesNothingOrFails() throws Exception {
    cli.set("EDITOR", script("echo >> \"$2\""));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.OK);
    cli.set("VISUAL", script("echo {} > \"$2\"; exit 3"));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.USAGE);
    assertThat(asked()).allMatch(line -> line.equals("GET /dead-letters/17"));
    assertThat(cli.err()).contains("Nothing is changed", "The editor failed");
  }

  @Test
  void aRefusedBodyIsKept() throws Exception {
    cli.set("EDITOR", script("echo '{}' > \"$2\""));
    assertThat(run("edit", "17")).isEqualTo(ExitCode.USAGE);
    assertThat(bodies("POST /dead-letters/replays")).isEmpty();
    assertThat(cli.err()).contains("lines is missing");
    String kept = cli.err().replaceAll("(?s).*Your text is kept in (\\S+).*", "$1");
    assertThat(Path.of(kept)).hasContent("{}");
    Files.delete(Path.of(kept));
    Files.delete(Path.of(kept).getParent());
  }

  @Test
  void editNeedsAnEditorAndAParkedLetter() {
    assertThat(run("edit", "17")).isEqualTo(ExitCode.USAGE);
    assertThat(run("edit", "18")).isEqualTo(ExitCode.USAGE);
    assertThat(cli.err()).contains("Set VISUAL or EDITOR", "Dead letter 18 is REPLAYED");
  }

  /** An editor that has an option; the file is its second argument. */
  private String script(String line) throws Exception {
    Path script = Files.writeString(folder.resolve("editor.sh"), line + "\n");
    return "sh " + script + " --wait";
  }
}
