package io.skuline.system;

import io.skuline.InventoryConsumer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the service is run from: after a build the packaged jar, unpacked, with a class-data archive
 * that cuts a start to less than half. The first service that gets ready is what it is made from;
 * those that start meanwhile start without. Before a build, as in an editor, the class path of the
 * tests.
 */
final class ServiceProgram {

  private static final String EXECUTABLE = "-exec.jar";
  private static final Path BUILD = Path.of("target");
  private static final Path HOME = BUILD.resolve("service-program");
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");

  /** Tells when it was: of the unpacked jar's own time nothing can be told. */
  private static final Path UNPACKED = HOME.resolve("unpacked");

  /** There while a service runs that the archive is to be made from. */
  private static final Path CLAIM = HOME.resolve("classes.claim");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Optional<Path> unpacked;

  private ServiceProgram() {}

  /**
   * How one service is started.
   *
   * @param arguments what comes behind {@code java} and its {@link #options}
   * @param recorded whether the archive is to be made from it
   */
  record Launch(List<String> arguments, boolean recorded) {}

  static synchronized Launch next() {
    if (unpacked == null) {
      unpacked = packaged().map(ServiceProgram::unpacked);
    }
    if (unpacked.isEmpty()) {
      String classes = System.getProperty("java.class.path");
      return new Launch(List.of("-cp", classes, InventoryConsumer.class.getName()), false);
    }
    String jar = unpacked.get().toString();
    if (Files.exists(ARCHIVE)) {
      return new Launch(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-jar", jar), false);
    }
    return claim()
        ? new Launch(List.of("-XX:+RecordDynamicDumpInfo", "-jar", jar), true)
        : new Launch(List.of("-jar", jar), false);
  }

  private static boolean claim() {
    try {
      Files.createFile(CLAIM);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the archive from a service that is ready, which stands still for some seconds. */
  static void archive(Process recorded) {
    Path unfinished = HOME.resolve("classes.unfinished");
    try {
      awaitEnd(
          run(
              new ProcessBuilder(
                  tool("jcmd"),
                  Long.toString(recorded.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  unfinished.toAbsolutePath().toString())));
      if (Files.exists(unfinished)) {
        Files.move(unfinished, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The service ended before it was ready: another one may be it. */
  static void release() {
    try {
      Files.deleteIfExists(CLAIM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For a JVM that lives for seconds. */
  static List<String> options() {
    return List.of(
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + BUILD.toAbsolutePath());
  }

  static String java() {
    return tool("java");
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** The jar of this very code: absent if a class was compiled after it was packaged. */
  private static Optional<Path> packaged() {
    try (Stream<Path> built = Files.list(BUILD);
        Stream<Path> classes = Files.walk(BUILD.resolve("classes"))) {
      long latest =
          classes
              .filter(Files::isRegularFile)
              .mapToLong(file -> file.toFile().lastModified())
              .max()
              .orElse(0);
      return built
          .filter(file -> file.getFileName().toString().endsWith(EXECUTABLE))
          .filter(jar -> packagedAt(jar) >= latest)
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Of the executable jar's own time nothing can be told: it is fixed, so that the same sources
   * give the same jar. The plain one is written right before it.
   */
  private static long packagedAt(Path executable) {
    String name = executable.getFileName().toString().replace(EXECUTABLE, ".jar");
    return executable.resolveSibling(name).toFile().lastModified();
  }

  /** Test JVMs side by side: one unpacks it, the others wait. */
  private static Path unpacked(Path jar) {
    Path program = HOME.resolve(jar.getFileName());
    try {
      Files.createDirectories(HOME);
      try (FileChannel lock =
              FileChannel.open(
                  BUILD.resolve("service-program.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        boolean current =
            held.isValid()
                && Files.exists(UNPACKED)
                && UNPACKED.toFile().lastModified() > packagedAt(jar);
        if (!current) {
          Files.deleteIfExists(ARCHIVE);
          Files.deleteIfExists(CLAIM);
          Files.deleteIfExists(UNPACKED);
          unpack(jar);
          Files.createFile(UNPACKED);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program;
  }

  private static void unpack(Path jar) {
    Process process =
        run(
            new ProcessBuilder(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-Djarmode=tools",
                "-jar",
                jar.toString(),
                "extract",
                "--force",
                "--destination",
                HOME.toString()));
    awaitEnd(process);
    if (process.exitValue() != 0) {
      throw new AssertionError("The service was not unpacked, see " + log());
    }
  }

  private static Process run(ProcessBuilder builder) {
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("It did not end within " + PATIENCE + ", see " + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Path log() {
    return HOME.resolve("log");
  }
}
