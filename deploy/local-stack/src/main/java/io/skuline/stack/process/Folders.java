package io.skuline.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds and creates the folders of the stack. */
final class Folders {
  private Folders() {}

  /** Returns this module's classes: a folder, or a jar. */
  static Path ownClasses() {
    try {
      return Path.of(Folders.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Creates a folder that only this user can read, for the data of one server. */
  static Path newData(String server) {
    try {
      return Files.createTempDirectory("skuline-" + server + "-").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> parentsFirst = Files.walk(from)) {
      for (Path each : parentsFirst.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> parentsFirst = Files.walk(folder)) {
        for (Path each : parentsFirst.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
