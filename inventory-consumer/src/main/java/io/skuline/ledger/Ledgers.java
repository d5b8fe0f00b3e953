package io.skuline.ledger;

import io.skuline.broker.Receivers;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** The readers of the journal, those of every shard. */
final class Ledgers implements SmartLifecycle {

  private final List<Receivers> shards;

  Ledgers(List<Receivers> shards) {
    this.shards = shards;
  }

  @Override
  public void start() {
    shards.forEach(Receivers::start);
  }

  /** Side by side, since each may take a while to end what it is at. */
  @Override
  public void stop() {
    shards.parallelStream().forEach(Receivers::stop);
  }

  @Override
  public boolean isRunning() {
    return shards.stream().anyMatch(Receivers::isRunning);
  }
}
