package io.skuline.system;

import io.skuline.stack.process.LoggedProcess;
import io.skuline.stack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The service in a JVM of its own, so that it can be killed. */
public final class ServiceProcess extends RunningService {

  private static final Duration STOP = Duration.ofSeconds(40);

  /** The shortest time after which the messages of a killed instance come again. */
  static final Map<String, String> SOON =
      Map.of("SKULINE_INTAKE_INVISIBLE", "10s", "SKULINE_LEDGER_INVISIBLE", "10s");

  private final Installation installation;
  private final Map<String, String> settings;
  private final Path log;
  private LoggedProcess process;
  private boolean recorded;

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

  /** Starts the service (again), without waiting. */
  public void launch() {
    int port = Ports.orFree(0);
    answersAt(port);
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

  @Override
  public void awaitReady() {
    awaitReady("readiness of the service, see " + log, this::runs);
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
