package io.skuline.deadletter;

import io.skuline.concurrent.TimeSource;
import io.skuline.store.Epochs;
import io.skuline.store.QuarantineListener;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replays the dead letters that waited for a quarantine that is over, or for a partition of the
 * stock that is open again. It looks for them every {@value #SECONDS} seconds, because events may
 * be parked, or become known, after a SKU was released and its dead letters were chosen. If very
 * many wait, looking takes long: it takes a tenth of the time at most.
 */
public final class QuarantineReplayer implements QuarantineListener {

  private static final Logger log = LoggerFactory.getLogger(QuarantineReplayer.class);
  private static final int SECONDS = 5;
  private static final int PAUSES_TO_SWEEPS = 9;

  /** The name that is recorded as having started such a replay. */
  private static final String WHO = "skuline";

  private final JdbcTemplate jdbc;
  private final QuarantinedSkus heldSkus;
  private final Epochs epochs;
  private final ReplayedDeadLetters deadLetters;
  private final ReplayJobTable runs;
  private final OperatorActionTable actions;
  private final TransactionTemplate transaction;
  private final TimeSource time;
  private volatile long nextSweep;

  QuarantineReplayer(
      JdbcTemplate jdbc,
      QuarantinedSkus heldSkus,
      Epochs epochs,
      ReplayedDeadLetters deadLetters,
      ReplayJobTable runs,
      OperatorActionTable actions,
      TransactionTemplate transaction,
      TimeSource time) {
    this.jdbc = jdbc;
    this.heldSkus = heldSkus;
    this.epochs = epochs;
    this.deadLetters = deadLetters;
    this.runs = runs;
    this.actions = actions;
    this.transaction = transaction;
    this.time = time;
    this.nextSweep = time.nanos();
  }

  @Override
  public void released(String who) {
    replay(who);
  }

  @Scheduled(fixedDelay = SECONDS * 1000L, initialDelay = SECONDS * 1000L)
  void sweep() {
    long start = time.nanos();
    if (start - nextSweep < 0) {
      return;
    }
    try {
      replay(WHO)
          .ifPresent(job -> log.info("Replay {} sweeps up {} letters", job.id(), job.total()));
    } catch (RuntimeException e) {
      log.warn("What waited for SKUs to be released is replayed later: {}", e.toString());
    }
    long end = time.nanos();
    nextSweep = end + PAUSES_TO_SWEEPS * (end - start);
  }

  /**
   * Begins a replay of dead letters that were parked because of SKUs that are no longer in
   * quarantine or in a closed partition, and of those parked behind them; empty if there are none.
   * Dead letters that are parked while this method chooses are chosen the next time.
   */
  Optional<ReplayJob> replay(String who) {
    WaitingDeadLetters waiting = new WaitingDeadLetters(jdbc, heldSkus.now(), epochs.current());
    if (waiting.released(0, 1).isEmpty() && waiting.parkedTooLate(0, 1).isEmpty()) {
      return Optional.empty();
    }
    long run =
        transaction.execute(
            status -> {
              long id = runs.insert(who, DeadLetterService.MAX_RATE);
              int total = takePages(waiting::released, id) + takePages(waiting::parkedTooLate, id);
              int followers = total;
              while (followers > 0) {
                followers = takeFree(waiting.followers(id), id);
                total += followers;
              }
              runs.total(id, total);
              actions.add(
                  who,
                  OperatorAction.Verb.REPLAY,
                  null,
                  id,
                  "STARTED",
                  total + " letters, released");
              if (total == 0) {
                status.setRollbackOnly();
              }
              return id;
            });
    return runs.one(run);
  }

  private interface Pages {
    List<Long> after(long id, int limit);
  }

  private int takePages(Pages pages, long run) {
    int taken = 0;
    List<Long> page = pages.after(0, DeadLetterReader.MAX_PAGE);
    while (!page.isEmpty()) {
      taken += takeFree(page, run);
      page = pages.after(page.get(page.size() - 1), DeadLetterReader.MAX_PAGE);
    }
    return taken;
  }

  private int takeFree(List<Long> ids, long run) {
    int taken = 0;
    for (long id : ids) {
      taken += deadLetters.take(id, run, false) ? 1 : 0;
    }
    return taken;
  }
}
