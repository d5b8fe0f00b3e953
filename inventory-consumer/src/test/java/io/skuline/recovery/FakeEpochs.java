package io.skuline.recovery;

import io.skuline.store.Epoch;
import io.skuline.store.EpochState;
import io.skuline.store.Epochs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.springframework.dao.DataAccessResourceFailureException;

/** The table of epochs in memory. */
final class FakeEpochs implements Epochs {

  EpochState current = EpochState.of(new Epoch(0, false, Instant.EPOCH), 1);

  /** The step that fails; empty for none. */
  String failing = "";

  /** Runs right after the latest epoch was read. */
  Runnable whenAsked = () -> {};

  private final List<String> log;

  FakeEpochs(List<String> log) {
    this.log = log;
  }

  /** All partitions have one epoch. */
  void set(Epoch epoch, int partitions) {
    current = EpochState.of(epoch, partitions);
  }

  /** Tells whether the epoch that was begun last is open. */
  boolean open() {
    return current.epochs().stream()
        .filter(epoch -> epoch.number() == current.latest())
        .allMatch(Epoch::open);
  }

  @Override
  public EpochState current() {
    if (failing.equals("current epoch")) {
      throw new DataAccessResourceFailureException("away");
    }
    EpochState answered = current;
    whenAsked.run();
    return answered;
  }

  @Override
  public void beginAll(EpochState before, long number) {
    log.add("begin epoch " + number);
    Failing.at("begin epoch", failing);
    requireLatest(before.latest());
    set(new Epoch(number, false, Instant.EPOCH), current.partitions());
  }

  @Override
  public void begin(EpochState before, long number, SortedSet<Integer> partitions) {
    log.add("begin epoch " + number + " " + partitions);
    requireLatest(before.latest());
    change(number, partitions, epoch -> new Epoch(number, false, Instant.EPOCH));
  }

  private void change(long latest, SortedSet<Integer> partitions, UnaryOperator<Epoch> change) {
    List<Epoch> epochs = new ArrayList<>(current.epochs());
    partitions.forEach(partition -> epochs.set(partition, change.apply(epochs.get(partition))));
    current = new EpochState(latest, epochs);
  }

  @Override
  public void openAll(long number, Instant recallUntil, int partitions) {
    log.add("open epoch " + number);
    Failing.at("open epoch", failing);
    requireLatest(number);
    set(new Epoch(number, true, recallUntil), partitions);
  }

  @Override
  public void open(long number, Instant recallUntil, SortedSet<Integer> partitions) {
    log.add("open epoch " + number + " " + partitions);
    change(current.latest(), partitions, epoch -> new Epoch(number, true, recallUntil));
  }

  @Override
  public void close(int partition, long number) {
    log.add("close epoch " + number);
    if (failing.equals("close epoch")) {
      throw new DataAccessResourceFailureException("away");
    }
    Epoch its = current.epochs().get(partition);
    if (its.number() == number) {
      List<Epoch> epochs = new ArrayList<>(current.epochs());
      epochs.set(partition, new Epoch(number, false, its.recallUntil()));
      current = new EpochState(current.latest(), epochs);
    }
  }

  private void requireLatest(long number) {
    if (current.latest() != number) {
      throw new IllegalStateException("another epoch has begun");
    }
  }
}
