package io.skuline.stack.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import io.skuline.stack.Server;
import io.skuline.stack.StackException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;

/**
 * One server, in one container or in several that only work together. Its port on the host is
 * fixed, so that a killed container comes back at the same address.
 */
final class ContainerServer implements Server {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String name;
  private final int port;
  private final List<Stage> stages;

  /**
   * @param stages groups of containers that are started one after the other
   */
  ContainerServer(String name, int port, List<Stage> stages) {
    this.name = name;
    this.port = port;
    this.stages = List.copyOf(stages);
  }

  /**
   * Containers that are started together.
   *
   * @param containers the containers
   * @param answers whether the next stage can be started; one try of some seconds at most
   */
  record Stage(List<GenericContainer<?>> containers, BooleanSupplier answers) {}

  /** Starts the server for the first time, which creates the containers. */
  void create() {
    startWith(GenericContainer::start);
  }

  void remove() {
    each(GenericContainer::stop);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean running() {
    return stages.stream()
        .flatMap(stage -> stage.containers().stream())
        .allMatch(ContainerServer::running);
  }

  @Override
  public void kill() {
    each(
        container -> {
          if (running(container)) {
            docker(container).killContainerCmd(container.getContainerId()).exec();
          }
        });
    each(container -> await("end", container, () -> !running(container)));
  }

  @Override
  public void start() {
    if (!running()) {
      startWith(
          container -> docker(container).startContainerCmd(container.getContainerId()).exec());
    }
  }

  @Override
  public void pause() {
    each(container -> docker(container).pauseContainerCmd(container.getContainerId()).exec());
  }

  @Override
  public void resume() {
    each(
        container -> {
          if (Boolean.TRUE.equals(state(container).getPaused())) {
            docker(container).unpauseContainerCmd(container.getContainerId()).exec();
          }
        });
  }

  @Override
  public String toString() {
    return name + " in a container on 127.0.0.1:" + port;
  }

  private void startWith(Consumer<GenericContainer<?>> start) {
    for (var stage : stages) {
      stage.containers().forEach(start);
      var last = stage.containers().get(stage.containers().size() - 1);
      await("answer", last, stage.answers());
    }
  }

  private void each(Consumer<GenericContainer<?>> action) {
    stages.forEach(stage -> stage.containers().forEach(action));
  }

  private void await(String what, GenericContainer<?> container, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        String log = container.getLogs();
        throw new StackException(
            this + " did not " + what + ":\n" + log.substring(Math.max(0, log.length() - 4_000)));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static boolean running(GenericContainer<?> container) {
    return Boolean.TRUE.equals(state(container).getRunning());
  }

  private static InspectContainerResponse.ContainerState state(GenericContainer<?> container) {
    return docker(container).inspectContainerCmd(container.getContainerId()).exec().getState();
  }

  private static DockerClient docker(GenericContainer<?> container) {
    return container.getDockerClient();
  }
}
