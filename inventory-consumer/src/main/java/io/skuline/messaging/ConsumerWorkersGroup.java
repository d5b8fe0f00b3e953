package io.skuline.messaging;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Workers of several topics or consumer groups, started and stopped together. */
public final class ConsumerWorkersGroup implements SmartLifecycle {

  private final List<ConsumerWorkers> all;

  public ConsumerWorkersGroup(List<ConsumerWorkers> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void start() {
    all.forEach(ConsumerWorkers::start);
  }

  /** They stop side by side, since each may take a while to finish its present work. */
  @Override
  public void stop() {
    all.parallelStream().forEach(ConsumerWorkers::stop);
  }

  @Override
  public void stop(Runnable whenStopped) {
    ConsumerWorkers.stopInBackground(this, whenStopped);
  }

  @Override
  public boolean isRunning() {
    return all.stream().anyMatch(ConsumerWorkers::isRunning);
  }
}
