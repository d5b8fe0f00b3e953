package io.skuline.system;

import static org.awaitility.Awaitility.await;

import io.skuline.stack.process.LoggedProcess;
import io.skuline.stack.process.Ports;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service in a JVM of its own, so that it can be killed. */
public final class ServiceProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(40);

  /** The shortest time after which the messages of a killed instance come again. */
  private static final Map<String, String> SOON =
      Map.of("SKULINE_INTAKE_INVISIBLE", "10s", "SKULINE_LEDGER_INVISIBLE", "10s");

  private final Installation installation;
  private final Map<String, String> settings;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Path log;
  private LoggedProcess process;
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

  /** Starts the service and waits until it is ready. */
  public static ServiceProcess start(Installation installation) {
    return start(installation, Map.of());
  }

  /** Starts the service with further environment variables, and waits until it is ready. */
  public static ServiceProcess start(Installation installation, Map<String, String> settings) {
    ServiceProcess service = launch(installation, settings);
    service.awaitReady();
    return service;
  }

  /** Starts the service without waiting: it may refuse to start. */
  public static ServiceProcess launch(Installation installation, Map<String, String> settings) {
    ServiceProcess service = new ServiceProcess(installation, settings);
    service.launch();
    return service;
  }

  /** Returns the log so far. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Returns the answer to a JSON body. */
  public HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Starts the service (again), without waiting. */
  public void launch() {
    port = Ports.orFree(0);
    List<String> command = new ArrayList<>();
    command.add(ServiceProgram.java());
    command.addAll(ServiceProgram.options());
    ServiceProgram.Launch launch = ServiceProgram.next();
    recorded = launch.recorded();
    command.addAll(launch.arguments());
    Map<String, String> environment = new HashMap<>(installation.environment());
    environment.putAll(SOON);
    environment.putAll(settings);
    environment.put("SERVER_PORT", Integer.toString(port));
    // Tests log only warnings, but the log of a killed service should say more.
    environment.put("LOGGING_LEVEL_IO_SKULINE", "info");
    process = LoggedProcess.start(command, environment, log);
  }

  /** Waits until the service takes part in the sale. */
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

  /** Tells whether the process runs, so that no test waits for a service that has ended. */
  private boolean runs() throws IOException {
    if (!running()) {
      String lines = log();
      throw new AssertionError(
          "The service has ended:\n" + lines.substring(Math.max(0, lines.length() - 2000)));
    }
    return true;
  }

  /** Ends the service like {@code kill -9}. */
  public void kill() {
    process.kill();
    awaitEnd();
  }

  /** Makes the service stand still, as on a machine that is suspended: SIGSTOP. */
  void pause() {
    process.pause();
  }

  /** Makes the service go on. */
  void resume() {
    process.resume();
  }

  /** Stops the service politely. */
  public void stop() {
    process.end();
    awaitEnd();
  }

  /** Returns the exit code. */
  public int exitCode() {
    return process.exitCode();
  }

  public boolean running() {
    return process.running();
  }

  /** Returns the answer to a GET. */
  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(3)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the address of a path. */
  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Returns the status of a GET; 0 if there is no answer. */
  public int status(String path) throws InterruptedException {
    try {
      return get(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Returns the sum over all series of a Prometheus counter or gauge; 0 if there is none. */
  public double metric(String name) throws IOException, InterruptedException {
    return get("/actuator/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Returns the epoch in which the service decides. */
  public long epoch() throws IOException, InterruptedException {
    return Math.round(metric("skuline_epoch_number"));
  }

  @Override
  public void close() {
    process.kill();
    awaitEnd();
  }

  private void awaitEnd() {
    if (!process.awaitEnd(STOP)) {
      process.kill();
      throw new AssertionError("The service did not stop in " + STOP + ", see " + log);
    }
    if (recorded) {
      recorded = false;
      ServiceProgram.release();
    }
  }
}
