package io.skuline.broker;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Receivers of several topics or consumer groups, started and stopped together. */
public final class ReceiverGroup implements SmartLifecycle {

  private final List<Receivers> all;

  public ReceiverGroup(List<Receivers> all) {
    this.all = List.copyOf(all);
  }

  @Override
  public void start() {
    all.forEach(Receivers::start);
  }

  /** Side by side, since each may take a while to end what it is at. */
  @Override
  public void stop() {
    all.parallelStream().forEach(Receivers::stop);
  }

  @Override
  public void stop(Runnable whenStopped) {
    Receivers.stopAside(this, whenStopped);
  }

  @Override
  public boolean isRunning() {
    return all.stream().anyMatch(Receivers::isRunning);
  }
}
