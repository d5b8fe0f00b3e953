package io.skuline.recovery;

import io.skuline.store.Epoch;
import io.skuline.store.Epochs;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;

/** The table of epochs in memory. */
final class FakeEpochs implements Epochs {

  Epoch current = new Epoch(0, false, Instant.EPOCH, 1);

  /** The step that fails; empty for none. */
  String failing = "";

  /** Runs right after the latest epoch was read. */
  Runnable whenAsked = () -> {};

  private final List<String> log;

  FakeEpochs(List<String> log) {
    this.log = log;
  }

  @Override
  public Epoch current() {
    if (failing.equals("current epoch")) {
      throw new DataAccessResourceFailureException("away");
    }
    Epoch answered = current;
    whenAsked.run();
    return answered;
  }

  @Override
  public void begin(Epoch before, long number, int partitions) {
    log.add("begin epoch " + number);
    Failing.at("begin epoch", failing);
    requireLatest(before.number());
    current = new Epoch(number, false, current.recallUntil(), partitions);
  }

  @Override
  public void open(Epoch epoch) {
    log.add("open epoch " + epoch.number());
    Failing.at("open epoch", failing);
    requireLatest(epoch.number());
    current = epoch;
  }

  @Override
  public void close(long number) {
    log.add("close epoch " + number);
    if (failing.equals("close epoch")) {
      throw new DataAccessResourceFailureException("away");
    }
    if (current.number() == number) {
      current = new Epoch(number, false, current.recallUntil(), current.partitions());
    }
  }

  private void requireLatest(long number) {
    if (current.number() != number) {
      throw new IllegalStateException("another epoch has begun");
    }
  }
}
