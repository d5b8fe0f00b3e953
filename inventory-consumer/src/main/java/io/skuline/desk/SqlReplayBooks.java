package io.skuline.desk;

import io.skuline.desk.ActionTable.ReplayOutcome;
import java.time.Duration;
import java.util.List;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of dead letters. */
final class SqlReplayBooks implements ReplayBooks {

  private final RunTable runs;
  private final ReplayQueue queue;
  private final LetterTable letters;
  private final ActionTable actions;
  private final TransactionTemplate transaction;

  SqlReplayBooks(
      RunTable runs,
      ReplayQueue queue,
      LetterTable letters,
      ActionTable actions,
      TransactionTemplate transaction) {
    this.runs = runs;
    this.queue = queue;
    this.letters = letters;
    this.actions = actions;
    this.transaction = transaction;
  }

  @Override
  public List<RunTable.Open> open() {
    return runs.open();
  }

  @Override
  public boolean lease(long run, String owner) {
    return runs.lease(run, owner);
  }

  @Override
  public List<ReplayQueue.Next> unanswered(long run, Duration since, int limit) {
    return queue.unanswered(run, since.toMillis(), limit);
  }

  @Override
  public List<ReplayQueue.Next> ready(long run, int limit) {
    return queue.ready(run, limit);
  }

  @Override
  public int underWay(long run) {
    return queue.underWay(run);
  }

  @Override
  public void endIfDone(long run) {
    runs.endIfDone(run);
  }

  @Override
  public void inTransaction(Runnable work) {
    transaction.executeWithoutResult(status -> work.run());
  }

  @Override
  public void sent(long letter, int number) {
    letters.sent(letter, number);
  }

  @Override
  public void settle(long letter) {
    letters.settle(letter);
  }

  @Override
  public void release(long letter) {
    letters.release(letter);
  }

  @Override
  public void ended(long letter, long run, ReplayOutcome outcome, String detail) {
    actions.replayed(letter, run, outcome, detail);
  }
}
