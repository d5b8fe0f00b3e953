package io.skuline.stack.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * A class-data archive of the RocketMQ server, beside this module's jar. A server that starts with
 * it takes half as long. The first server of a build that asks for an archive makes it.
 */
final class RocketMqArchive {

  /**
   * The system property that asks for an archive. It is {@code true} for a build that starts so
   * many servers that making the archive pays off.
   */
  private static final String WANTED = "skuline.stack.archive";

  private RocketMqArchive() {}

  /**
   * Returns the options that use the archive, if it exists; for every JVM with RocketMQ's own code.
   */
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

  /** Returns the options that make the archive, if it is wanted and missing; for a whole server. */
  static List<String> toMake() {
    Path jar = Folders.ownClasses();
    // The JVM makes no archive of a folder of classes. That of Java 25 crashes after making one.
    boolean able = Runtime.version().feature() < 25;
    if (!able || !Boolean.getBoolean(WANTED) || !Files.isRegularFile(jar) || !toUse().isEmpty()) {
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
