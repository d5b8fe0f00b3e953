package io.skuline.deadletter;

import io.skuline.concurrent.Deadline;
import io.skuline.concurrent.TimeSource;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A store for callers that must not wait for it. After its connection was lost, or it has not
 * answered in time, it is not asked for a while, and callers get an error at once. Finding out that
 * a database is unavailable takes seconds, and orders wait while a caller finds out.
 *
 * <p>A question that fails for another reason, such as a deadlock, says nothing about the next one.
 */
public final class CircuitBreakingStore implements DeadLetterStore {

  private final DeadLetterStore store;
  private final Duration pause;
  private final Deadline deadline;
  private final TimeSource time;
  private volatile long askAgainAt;

  /**
   * @param pause how long the store is not asked after it was found to be unavailable
   * @param patience how long to wait for an answer
   */
  public CircuitBreakingStore(DeadLetterStore store, Duration pause, Duration patience) {
    this(store, pause, patience, TimeSource.SYSTEM);
  }

  CircuitBreakingStore(DeadLetterStore store, Duration pause, Duration patience, TimeSource time) {
    this.time = time;
    this.askAgainAt = time.nanos();
    this.store = store;
    this.pause = pause;
    this.deadline = new Deadline(patience);
  }

  @Override
  public void put(DeadLetter letter) {
    ask(
        () -> {
          store.put(letter);
          return letter;
        });
  }

  @Override
  public void putAll(List<DeadLetter> letters) {
    ask(
        () -> {
          store.putAll(letters);
          return letters;
        });
  }

  @Override
  public Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    return ask(() -> store.unsettledOf(orderIds));
  }

  @Override
  public void answered(Map<Replay, String> answers) {
    ask(
        () -> {
          store.answered(answers);
          return answers;
        });
  }

  private <T> T ask(Supplier<T> question) {
    if (time.nanos() - askAgainAt < 0) {
      throw new IllegalStateException("it was away a moment ago, and is not asked again yet");
    }
    try {
      return deadline.ask(question);
    } catch (RuntimeException e) {
      if (isAway(e)) {
        askAgainAt = time.nanos() + pause.toNanos();
      }
      throw e;
    }
  }

  private static boolean isAway(Throwable e) {
    if (e instanceof Deadline.NoAnswerException) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException failure && isLostConnection(failure)) {
        return true;
      }
    }
    return false;
  }

  /**
   * This includes a connection that was never made, and a pool that had no free connection in time.
   */
  private static boolean isLostConnection(SQLException e) {
    boolean connection = e.getSQLState() != null && e.getSQLState().startsWith("08");
    return connection
        || e instanceof SQLNonTransientConnectionException
        || e instanceof SQLTransientConnectionException
        || e instanceof SQLRecoverableException
        || e instanceof SQLTimeoutException;
  }
}
