package io.skuline.deadletter;

import io.skuline.deadletter.OperatorActionTable.Ended;
import io.skuline.deadletter.OperatorActionTable.ReplayOutcome;
import io.skuline.deadletter.ReplayQueue.Next;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables of dead letters.
 *
 * @param sendAgain the time after which a dead letter that was not answered is sent again
 */
record DatabaseReplayStore(
    ReplayJobTable runs,
    ReplayQueue queue,
    ReplayedDeadLetters deadLetters,
    OperatorActionTable actions,
    StoppedReplay stopped,
    TransactionTemplate transaction,
    DeadLetterMetrics metrics,
    Duration sendAgain)
    implements ReplayStore {

  /** A message that the broker did not take now is tried again after this time. */
  private static final Duration DOUBT = Duration.ofSeconds(5);

  @Override
  public List<ReplayJobTable.Open> open() {
    return runs.open();
  }

  @Override
  public boolean lease(long run, String owner) {
    return runs.lease(run, owner);
  }

  @Override
  public List<Next> unanswered(long run, int limit) {
    return queue.unanswered(run, sendAgain.toMillis(), limit);
  }

  @Override
  public List<Next> ready(long run, int limit) {
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
  public void freeUnsent(long run) {
    stopped.free(run);
  }

  @Override
  public Set<Long> begin(long run, List<Next> sending, boolean again) {
    List<Long> ids = sending.stream().map(Next::id).toList();
    return transaction.execute(
        status -> again ? deadLetters.beginAgain(run, ids) : deadLetters.begin(run, ids));
  }

  /** By id, like every transaction that locks several dead letters. */
  @Override
  public void end(long run, List<Sent> sent) {
    List<Sent> byId =
        sent.stream().sorted(Comparator.comparingLong(each -> each.letter().id())).toList();
    List<Ended> written =
        transaction.execute(
            status -> {
              List<Ended> ended = new ArrayList<>(byId.size());
              byId.forEach(each -> end(run, each).ifPresent(ended::add));
              actions.replayed(ended);
              return ended;
            });
    written.forEach(ended -> metrics.replayed(ended.outcome()));
  }

  private Optional<Ended> end(long run, Sent sent) {
    long id = sent.letter().id();
    return switch (sent.fate()) {
      case STORED ->
          deadLetters.leave(id, run, DeadLetterState.REPLAYED)
              ? Optional.of(new Ended(id, run, ReplayOutcome.REPLAYED, "stored by the broker"))
              : Optional.empty();
      case REFUSED ->
          deadLetters.leave(id, run, sent.letter().before())
              ? Optional.of(new Ended(id, run, ReplayOutcome.REFUSED, sent.why()))
              : Optional.empty();
      case DOUBTFUL -> {
        deadLetters.sentAgo(id, run, sendAgain.minus(DOUBT).toMillis());
        yield Optional.empty();
      }
    };
  }
}
