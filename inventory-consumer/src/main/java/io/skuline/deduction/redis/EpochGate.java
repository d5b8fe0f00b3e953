package io.skuline.deduction.redis;

import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether stock may be sold, and in which epoch, for each partition. A partition is closed at
 * the start, and whenever its server turns out not to be the one that was verified. Only the code
 * that has verified the server opens it.
 */
public final class EpochGate {

  /**
   * The state of a partition, or of all of them.
   *
   * @param epoch the epoch for which it is open, or was open last
   * @param recallUntil orders created before this time may have been decided in an earlier epoch
   * @param reason why it is closed; empty if it is open
   * @param since when it was opened or closed. If its server did not answer, that is when the call
   *     began that waited for it in vain. If it was open only for a moment, and in the same epoch,
   *     it counts as closed since it was closed before that.
   * @param rebuild how far this instance's rebuild is, if it is rebuilding
   */
  public record State(
      boolean open,
      long epoch,
      Instant recallUntil,
      String reason,
      Instant since,
      @Nullable RebuildProgress rebuild) {

    private State with(String newReason, @Nullable RebuildProgress newRebuild) {
      return new State(open, epoch, recallUntil, newReason, since, newRebuild);
    }
  }

  /**
   * The time that a partition must be open for the next suspension to be another one. A partition
   * of which a slot is being moved is opened and suspended again and again.
   */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  private final Map<DataLoss, Long> losses = new EnumMap<>(DataLoss.class);
  private final List<State> states = new ArrayList<>();

  /** The last state in which each partition was closed. */
  private final Map<Integer, State> closed = new HashMap<>();

  private volatile OpenEpochs open;

  /** A gate for stock that is not divided. */
  public EpochGate() {
    this(1);
  }

  public EpochGate(int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      states.add(new State(false, 0, Instant.EPOCH, "not verified yet", Instant.now(), null));
    }
    open = openNow();
  }

  private OpenEpochs openNow() {
    Map<Integer, Long> epochs = new HashMap<>();
    Map<Integer, Instant> recallUntil = new HashMap<>();
    for (int partition = 0; partition < states.size(); partition++) {
      State state = states.get(partition);
      if (state.open()) {
        epochs.put(partition, state.epoch());
        recallUntil.put(partition, state.recallUntil());
      }
    }
    return new OpenEpochs(PartitionEpochs.of(states.size(), epochs), recallUntil);
  }

  /** Returns the state of each partition. */
  public synchronized List<State> states() {
    return List.copyOf(states);
  }

  /**
   * Returns the state of all partitions together: that of the first one that is not open, or of the
   * one that was opened last.
   */
  public synchronized State state() {
    return states.stream()
        .filter(state -> !state.open())
        .min(Comparator.comparing(state -> state.rebuild() == null))
        .orElseGet(() -> states.stream().max(Comparator.comparingLong(State::epoch)).orElseThrow());
  }

  /** Returns the partitions that are open. */
  public OpenEpochs open() {
    return open;
  }

  /**
   * Returns the partitions that are open.
   *
   * @throws DeductionUnavailableException if none is open
   */
  public OpenEpochs requireOpen() {
    OpenEpochs now = open;
    if (now.recallUntil().isEmpty()) {
      throw new DeductionUnavailableException("Stock is fenced: " + state().reason());
    }
    return now;
  }

  /** Opens all partitions. */
  public synchronized void open(long epoch, Instant recallUntil) {
    for (int partition = 0; partition < states.size(); partition++) {
      open(partition, epoch, recallUntil);
    }
  }

  public synchronized void open(int partition, long epoch, Instant recallUntil) {
    set(partition, new State(true, epoch, recallUntil, "", Instant.now(), null));
  }

  private void set(int partition, State state) {
    states.set(partition, state);
    open = openNow();
    notifyAll();
  }

  /** States more precisely why a partition is closed. */
  public void explain(int partition, String why) {
    ifClosed(partition, state -> state.with(why, null));
  }

  /** Records how far the rebuild of a partition is. */
  public void rebuilding(int partition, RebuildProgress progress) {
    ifClosed(partition, state -> state.with(state.reason(), progress));
  }

  private synchronized void ifClosed(int partition, UnaryOperator<State> change) {
    State state = states.get(partition);
    if (!state.open()) {
      states.set(partition, change.apply(state));
    }
  }

  /**
   * Closes a partition for an epoch that proved wrong. It does nothing if another epoch is open by
   * now.
   */
  public synchronized void close(int partition, long epoch, DataLoss loss, String reason) {
    if (suspend(partition, epoch, Instant.now(), reason)) {
      losses.merge(loss, 1L, Long::sum);
    }
  }

  /**
   * Closes a partition whose server does not answer, until it was verified again.
   *
   * @param since when the call began that was not answered
   * @return false if another epoch is open by now, or none
   */
  public synchronized boolean suspend(int partition, long epoch, Instant since, String reason) {
    State state = states.get(partition);
    if (!state.open() || state.epoch() != epoch) {
      return false;
    }
    State before = closed.get(partition);
    boolean momentary =
        before != null
            && before.epoch() == epoch
            && Duration.between(state.since(), Instant.now()).compareTo(MOMENT) < 0;
    Instant first =
        momentary ? before.since() : since.isBefore(state.since()) ? state.since() : since;
    State next = new State(false, epoch, state.recallUntil(), reason, first, null);
    closed.put(partition, next);
    set(partition, next);
    return true;
  }

  /** Returns how often a partition was closed by such a loss. */
  public synchronized long count(DataLoss loss) {
    return losses.getOrDefault(loss, 0L);
  }

  /** Waits until a partition is closed, at most for the given time; tells whether one is closed. */
  public synchronized boolean awaitClosed(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toMillis();
    while (state().open() && left > 0) {
      wait(left);
      left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
    }
    return !state().open();
  }
}
