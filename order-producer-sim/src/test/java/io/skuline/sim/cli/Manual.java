package io.skuline.sim.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the pages of the manual, in AsciiDoc, and the completion for bash, for a distribution. */
public final class Manual {

  private Manual() {}

  /**
   * Writes the files.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    FakeTerminal terminal = new FakeTerminal();
    try {
      write(folder, terminal.commands());
    } finally {
      terminal.skuline().stop();
    }
  }

  static void write(Path folder, CommandLine commands) throws IOException {
    Files.writeString(folder.resolve("skuline.bash"), AutoComplete.bash("skuline", commands));
    int failed =
        ManPageGenerator.generateManPage(
            folder.resolve("pages").toFile(),
            null,
            new boolean[0],
            false,
            commands.getCommandSpec());
    if (failed != 0) {
      throw new IOException("the pages of the manual were not written");
    }
  }
}
