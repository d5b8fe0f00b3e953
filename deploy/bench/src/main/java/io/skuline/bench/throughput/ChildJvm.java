package io.skuline.bench.throughput;

import io.skuline.stack.process.LoggedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM that is measured, or that is paused while others are measured. */
final class ChildJvm implements AutoCloseable {

  private static final List<String> FLAGS = List.of("-Xms768m", "-Xmx768m", "-XX:+UseSerialGC");

  private static final Duration END = Duration.ofSeconds(30);

  private final LoggedProcess process;

  ChildJvm(Path log, Map<String, String> environment, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(arguments));
    process = LoggedProcess.start(command, environment, log);
  }

  boolean isAlive() {
    return process.running();
  }

  /** Returns the processor time used so far. */
  Duration cpu() {
    return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Pauses the JVM with its connections, so that a topic can be filled. */
  void pause() {
    process.pause();
  }

  void resume() {
    process.resume();
  }

  /** Kills the JVM: its figures are taken, and its servers are not needed any more. */
  @Override
  public void close() {
    process.kill();
    process.awaitEnd(END);
  }
}
