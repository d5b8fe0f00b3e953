package io.skuline.stack.process;

import io.skuline.stack.StackException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process without an input, whose output is appended to a file. It is killed when this JVM ends
 * in an orderly way.
 */
public final class LoggedProcess {

  private final Process process;

  private LoggedProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a process.
   *
   * @param environment further environment variables, and those that are changed
   */
  public static LoggedProcess start(
      List<String> command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new LoggedProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the process stand still, as on a machine that is suspended, and returns when it does
   * (without {@code /proc}: when it was told to).
   */
  public void pause() {
    signal("STOP");
    Standstill.await(process.pid());
  }

  /** Makes the process go on. */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Commands.output(List.of("kill", "-" + name, Long.toString(process.pid())));
  }

  /** Asks the process to end. */
  public void end() {
    process.destroy();
  }

  /** Kills the process. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Waits for the end of the process; returns whether it has ended. */
  public boolean awaitEnd(Duration atMost) {
    try {
      return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while a process was ending", e);
    }
  }

  /** Returns the exit code of a process that has ended. */
  public int exitCode() {
    return process.exitValue();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** Returns the operating system's view of the process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }
}
