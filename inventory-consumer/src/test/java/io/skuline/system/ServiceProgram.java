package io.skuline.system;

import static org.awaitility.Awaitility.await;

import io.skuline.InventoryConsumer;
import io.skuline.stack.StackExtension;
import io.skuline.stack.process.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the service is run from: after a build the packaged jar, unpacked, with a class-data archive
 * that is made by a first start of its own and cuts each later start to less than half. Before one,
 * as in an editor, the class path of the tests.
 */
final class ServiceProgram {

  private static final String EXECUTABLE = "-exec.jar";
  private static final Path BUILD = Path.of("target");
  private static final Path HOME = BUILD.resolve("service-program");
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static List<String> arguments;

  private ServiceProgram() {}

  /** What comes behind {@code java} and its options. */
  static synchronized List<String> arguments() {
    if (arguments == null) {
      arguments =
          packaged()
              .map(ServiceProgram::fromArchive)
              .orElseGet(
                  () ->
                      List.of(
                          "-cp",
                          System.getProperty("java.class.path"),
                          InventoryConsumer.class.getName()));
    }
    return arguments;
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
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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

  private static List<String> fromArchive(Path jar) {
    Path unpacked = HOME.resolve(jar.getFileName());
    try {
      Files.createDirectories(HOME);
      // Test JVMs side by side: one makes it, the others wait.
      try (FileChannel lock =
              FileChannel.open(
                  BUILD.resolve("service-program.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        boolean current =
            held.isValid()
                && Files.exists(ARCHIVE)
                && ARCHIVE.toFile().lastModified() > packagedAt(jar);
        if (!current) {
          Files.deleteIfExists(ARCHIVE);
          unpack(jar);
          makeArchive(unpacked);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-jar", unpacked.toString());
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

  /**
   * Starts the service until it is ready, and stops it: the JVM writes the archive then. On the
   * shared servers, to which no test does anything.
   */
  private static void makeArchive(Path jar) {
    int port = Ports.orFree(0);
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(options());
    command.addAll(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Xlog:cds=off"));
    command.addAll(List.of("-Xlog:cds+dynamic=off", "-jar", jar.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Installation.on(StackExtension.shared()).environment());
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    Process process = run(builder);
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ready =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
            .build();
    await("the service that the archive is made from, see " + log())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("The service did not start, see " + log());
              }
              return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            });
    process.destroy();
    awaitEnd(process);
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
