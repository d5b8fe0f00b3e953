package io.skuline.system;

import static org.awaitility.Awaitility.await;

import io.skuline.stack.process.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service in a JVM of its own, so that it can be killed. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(40);

  /** What a killed instance held comes again after this: the shortest there is. */
  private static final Map<String, String> SOON =
      Map.of("SKULINE_INTAKE_INVISIBLE", "10s", "SKULINE_LEDGER_INVISIBLE", "10s");

  private final Installation installation;
  private final Map<String, String> settings;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path log;
  private Process process;
  private boolean recorded;
  private int port;

  private ServiceProcess(Installation installation, Map<String, String> settings) {
    this.installation = installation;
    this.settings = settings;
    try {
      Path logs = Files.createDirectories(Path.of("target", "service-logs"));
      this.log = Files.createTempFile(logs, "service-" + installation.id() + "-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it and waits until it is ready. */
  public static ServiceProcess start(Installation installation) {
    return start(installation, Map.of());
  }

  /** With further environment variables. */
  public static ServiceProcess start(Installation installation, Map<String, String> settings) {
    ServiceProcess service = launch(installation, settings);
    service.awaitReady();
    return service;
  }

  /** Without waiting: it may not want to start. */
  public static ServiceProcess launch(Installation installation, Map<String, String> settings) {
    ServiceProcess service = new ServiceProcess(installation, settings);
    service.launch();
    return service;
  }

  /** What it has logged so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** What it answers to a JSON body. */
  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Starts it (again), without waiting. */
  public void launch() {
    port = Ports.orFree(0);
    List<String> command = new ArrayList<>();
    command.add(ServiceProgram.java());
    command.addAll(ServiceProgram.options());
    ServiceProgram.Launch launch = ServiceProgram.next();
    recorded = launch.recorded();
    command.addAll(launch.arguments());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(installation.environment());
    builder.environment().putAll(SOON);
    builder.environment().putAll(settings);
    builder.environment().put("SERVER_PORT", Integer.toString(port));
    // Tests log warnings only; of a service that was killed one wants to know more.
    builder.environment().put("LOGGING_LEVEL_IO_SKULINE", "info");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Process started = process;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
  }

  /** Waits until it takes part in the sale. */
  public void awaitReady() {
    await("readiness of the service, see " + log)
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> runs() && status("/actuator/health/readiness") == 200);
    if (recorded) {
      recorded = false;
      ServiceProgram.archive(process);
    }
  }

  /** Nobody waits for a service that has ended. */
  private boolean runs() throws IOException {
    if (!running()) {
      String lines = log();
      throw new AssertionError(
          "The service has ended:\n" + lines.substring(Math.max(0, lines.length() - 2000)));
    }
    return true;
  }

  /** The same as {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Lets the service stand still, as on a machine that is suspended: SIGSTOP. */
  void pause() {
    signal("STOP");
  }

  /** Lets the service go on. */
  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A polite stop. */
  public void stop() {
    process.destroy();
    awaitEnd();
  }

  /** What it ended with. */
  public int exitCode() {
    return process.exitValue();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** What it answers to a GET. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(3)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Where it is. */
  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The status of a GET, 0 if nobody answers. */
  public int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The sum over all series of a Prometheus counter or gauge; 0 if there is none. */
  public double metric(String name) throws IOException, InterruptedException {
    return get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** In which it decides. */
  public long epoch() throws IOException, InterruptedException {
    return Math.round(metric("skuline_epoch_number"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("The service did not stop in " + STOP + ", see " + log);
      }
      if (recorded) {
        recorded = false;
        ServiceProgram.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
