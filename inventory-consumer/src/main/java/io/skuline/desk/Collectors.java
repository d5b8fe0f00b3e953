package io.skuline.desk;

import io.skuline.broker.Receivers;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Those who collect, one per topic of dead letters; started and stopped together. */
final class Collectors implements SmartLifecycle {

  private final List<Receivers> all = new ArrayList<>();

  void add(Receivers receivers) {
    all.add(receivers);
  }

  @Override
  public void start() {
    all.forEach(Receivers::start);
  }

  @Override
  public void stop() {
    all.parallelStream().forEach(Receivers::stop);
  }

  @Override
  public boolean isRunning() {
    return all.stream().anyMatch(Receivers::isRunning);
  }
}
