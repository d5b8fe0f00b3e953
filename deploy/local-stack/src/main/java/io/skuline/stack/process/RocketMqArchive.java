package io.skuline.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A class-data archive of the RocketMQ server, beside this module's jar: a server that starts with
 * it takes half as long. The first server of a build that asks for one makes it.
 */
final class RocketMqArchive {

  /** {@code true} for a build that starts so many servers that making it pays. */
  private static final String WANTED = "skuline.stack.archive";

  private RocketMqArchive() {}

  /** For every JVM with RocketMQ's own code in it: uses the archive, if it is there. */
  static List<String> toUse() {
    Path jar = Folders.ownClasses();
    Path archive = archive(jar);
    boolean current =
        Files.isRegularFile(jar)
            && Files.isReadable(archive)
            && archive.toFile().lastModified() >= jar.toFile().lastModified();
    return current
        ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of();
  }

  /** For a whole server: makes the archive if it is wanted and not there. */
  static List<String> toMake() {
    Path jar = Folders.ownClasses();
    // Of a folder of classes the JVM makes none.
    if (!Boolean.getBoolean(WANTED) || !Files.isRegularFile(jar) || !toUse().isEmpty()) {
      return List.of();
    }
    Path unfinished = jar.resolveSibling(UUID.randomUUID() + ".jsa");
    return List.of(
        "-XX:+RecordDynamicDumpInfo",
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off",
        "-Dskuline.archive.unfinished=" + unfinished,
        "-Dskuline.archive=" + archive(jar));
  }

  private static Path archive(Path jar) {
    return jar.resolveSibling("rocketmq.jsa");
  }
}
