package io.skuline.sim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * The launcher shows help before anything is built, from texts in {@code deploy/help}. They are
 * written anew by {@code -Dskuline.write-help=true}.
 */
class HelpTextsTest {

  private static final Path FOLDER = Path.of("..", "deploy", "help");

  @RegisterExtension private final FakeTerminal cli = new FakeTerminal();

  @Test
  void theLauncherShowsWhatTheCommandsSay() throws Exception {
    Map<String, String> texts = new TreeMap<>();
    CommandLine skuline = cli.commands();
    collect("skuline", skuline, texts);
    texts.put("version", String.join("\n", skuline.getCommandSpec().version()) + "\n");

    if (Boolean.getBoolean("skuline.write-help")) {
      write(texts);
    }
    assertThat(read()).isEqualTo(texts);
  }

  private static void collect(String name, CommandLine command, Map<String, String> texts) {
    texts.put(name, command.setUsageHelpAutoWidth(false).getUsageMessage(Ansi.OFF));
    command
        .getSubcommands()
        .forEach((part, subcommand) -> collect(name + "-" + part, subcommand, texts));
  }

  private static void write(Map<String, String> texts) throws IOException {
    Files.createDirectories(FOLDER);
    try (Stream<Path> old = Files.list(FOLDER)) {
      for (Path each : old.toList()) {
        Files.delete(each);
      }
    }
    for (Map.Entry<String, String> each : texts.entrySet()) {
      Files.writeString(FOLDER.resolve(each.getKey() + ".txt"), each.getValue());
    }
  }

  private static Map<String, String> read() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path each : files.toList()) {
        texts.put(
            each.getFileName().toString().replaceFirst("\\.txt$", ""), Files.readString(each));
      }
    }
    return texts;
  }
}
