package io.skuline.stack.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs that are installed on this machine. */
final class Programs {
  /** Folders where distributions put servers, and that are not on the PATH of an ordinary user. */
  private static final String SYSTEM_FOLDERS = "/usr/sbin" + File.pathSeparator + "/usr/local/sbin";

  private Programs() {}

  static Optional<Path> onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of((path + File.pathSeparator + SYSTEM_FOLDERS).split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
