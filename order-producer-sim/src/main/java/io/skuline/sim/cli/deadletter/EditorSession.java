package io.skuline.sim.cli.deadletter;

import io.skuline.sim.cli.shared.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Keeps a body in a file that only its owner can read, while an editor has it. */
final class EditorSession implements AutoCloseable {

  private final byte[] original;
  private final Path folder;
  private final Path file;
  private boolean kept;

  private EditorSession(byte[] original, Path folder, Path file) {
    this.original = original;
    this.folder = folder;
    this.file = file;
  }

  static EditorSession of(long letter, byte[] body) throws IOException {
    Path folder = Files.createTempDirectory("skuline-");
    Path file = Files.write(folder.resolve("letter-" + letter + ".json"), body);
    return new EditorSession(body, folder, file);
  }

  /**
   * Returns the editor that the environment names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static String editor(Environment around) {
    return around
        .variable("VISUAL")
        .or(() -> around.variable("EDITOR"))
        .orElseThrow(
            () -> new IllegalArgumentException("Set VISUAL or EDITOR, or give the body by --file"));
  }

  /**
   * Runs the editor, which is a command line for the shell, and returns the edited text. A line end
   * that the editor adds by itself at the end does not count.
   *
   * @throws IOException if the editor fails; then nothing counts as edited
   */
  byte[] edit(String editor) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
            .inheritIO()
            .start();
    if (await(process) != 0) {
      throw new IOException("The editor failed, so nothing was sent: " + editor);
    }
    byte[] edited = Files.readAllBytes(file);
    return endsLine(edited) && !endsLine(original)
        ? Arrays.copyOf(edited, edited.length - 1)
        : edited;
  }

  private static int await(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the editor runs", e);
    }
  }

  private static boolean endsLine(byte[] text) {
    return text.length > 0 && text[text.length - 1] == '\n';
  }

  /** Keeps the file, so that work is not lost, and returns it. */
  Path keep() {
    kept = true;
    return file;
  }

  /** Deletes the folder; an editor may have left copies in it. */
  @Override
  public void close() throws IOException {
    if (!kept) {
      try (var files = Files.list(folder)) {
        for (Path each : files.toList()) {
          Files.delete(each);
        }
      }
      Files.delete(folder);
    }
  }
}
