package io.skuline.system;

import io.skuline.InventoryConsumer;
import io.skuline.stack.process.FileLocks;
import io.skuline.stack.process.LoggedProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * The program from which the service is run. After a build it is the packaged jar, unpacked, with a
 * class-data archive that cuts a start to less than half. The archive is made from the first
 * service that gets ready; services that start meanwhile start without it. Before a build, as in an
 * editor, it is the class path of the tests without the tests.
 */
final class ServiceProgram {

  private static final String EXECUTABLE = "-exec.jar";
  private static final Path BUILD = Path.of("target");
  private static final Path HOME = BUILD.resolve("service-program");
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");

  /** The file that says which jar was unpacked. */
  private static final Path UNPACKED = HOME.resolve("unpacked");

  /** The file that exists while a service runs from which the archive is to be made. */
  private static final Path CLAIM = HOME.resolve("classes.claim");

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static Optional<Path> unpacked;

  private ServiceProgram() {}

  /**
   * The way in which one service is started.
   *
   * @param arguments the arguments after {@code java} and its {@link #options}
   * @param recorded whether the archive is to be made from this service
   */
  record Launch(List<String> arguments, boolean recorded) {}

  static synchronized Launch next() {
    if (unpacked == null) {
      unpacked = packaged().map(ServiceProgram::unpacked);
    }
    if (unpacked.isEmpty()) {
      return new Launch(List.of("-cp", classPath(), InventoryConsumer.class.getName()), false);
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
  static void archive(LoggedProcess recorded) {
    Path unfinished = HOME.resolve("classes.unfinished");
    try {
      run(
          tool("jcmd"),
          Long.toString(recorded.handle().pid()),
          "VM.cds",
          "dynamic_dump",
          unfinished.toAbsolutePath().toString());
      if (Files.exists(unfinished)) {
        Files.move(unfinished, ARCHIVE, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives up the claim of a service that ended before it was ready: another one may take it. */
  static void release() {
    try {
      Files.deleteIfExists(CLAIM);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns options for a JVM that lives for seconds. */
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

  /**
   * Returns the jar that the build under way has packaged; empty in an editor, where the jar may be
   * old.
   */
  private static Optional<Path> packaged() {
    if (!Boolean.getBoolean("skuline.packaged")) {
      return Optional.empty();
    }
    try (Stream<Path> built = Files.list(BUILD)) {
      return built.filter(file -> file.getFileName().toString().endsWith(EXECUTABLE)).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves out the tests, because the service would otherwise find their configuration. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(each -> !each.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Times are not used, because they are fixed, so that the same sources give the same jar. */
  private static String fingerprint(Path jar) throws IOException {
    try (CheckedInputStream bytes =
        new CheckedInputStream(Files.newInputStream(jar), new CRC32())) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return Long.toHexString(bytes.getChecksum().getValue());
    }
  }

  /** Unpacks the jar. Of test JVMs that run side by side, one unpacks it, and the others wait. */
  private static Path unpacked(Path jar) {
    Path program = HOME.resolve(jar.getFileName());
    try {
      Files.createDirectories(HOME);
      try (FileChannel lock =
              FileChannel.open(
                  BUILD.resolve("service-program.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = FileLocks.lock(lock)) {
        boolean current =
            held.isValid()
                && Files.exists(UNPACKED)
                && Files.readString(UNPACKED).equals(fingerprint(jar));
        if (!current) {
          Files.deleteIfExists(ARCHIVE);
          Files.deleteIfExists(CLAIM);
          Files.deleteIfExists(UNPACKED);
          unpack(jar);
          Files.writeString(UNPACKED, fingerprint(jar));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return program;
  }

  private static void unpack(Path jar) {
    LoggedProcess process =
        run(
            java(),
            "-XX:TieredStopAtLevel=1",
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            HOME.toString());
    if (process.exitCode() != 0) {
      throw new AssertionError("The service was not unpacked, see " + log());
    }
  }

  private static LoggedProcess run(String... command) {
    LoggedProcess process = LoggedProcess.start(List.of(command), Map.of(), log());
    if (!process.awaitEnd(PATIENCE)) {
      process.kill();
      throw new AssertionError("It did not end within " + PATIENCE + ", see " + log());
    }
    return process;
  }

  private static Path log() {
    return HOME.resolve("log");
  }
}
