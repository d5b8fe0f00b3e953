package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class path of the RocketMQ server: its jars, which the build has put into the Maven
 * repository. It is separate, because the server cannot share a class path with the RocketMQ
 * client.
 */
final class RocketMqClassPath {
  private RocketMqClassPath() {}

  /** Returns this module's classes and the server's jars. */
  static String value() {
    String repository = repository().toString();
    String jars = listed().replace("@repository@", repository);
    for (String jar : jars.split(File.pathSeparator, -1)) {
      if (!Files.isReadable(Path.of(jar))) {
        throw new StackException(
            "The RocketMQ server's "
                + jar
                + " is missing: build this module first, or name the Maven repository with"
                + " -Dmaven.repo.local=FOLDER");
      }
    }
    return Folders.ownClasses() + File.pathSeparator + jars;
  }

  private static Path repository() {
    String given = System.getProperty("maven.repo.local");
    return given != null
        ? Path.of(given)
        : Path.of(System.getProperty("user.home"), ".m2", "repository");
  }

  private static String listed() {
    try (InputStream in = RocketMqClassPath.class.getResourceAsStream("rocketmq-class-path.txt")) {
      if (in == null) {
        throw new StackException("rocketmq-class-path.txt is missing: build with Maven");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
