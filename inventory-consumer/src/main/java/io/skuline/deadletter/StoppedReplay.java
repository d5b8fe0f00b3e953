package io.skuline.deadletter;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Frees the dead letters that a stopped replay has not sent, a few at a time. */
record StoppedReplay(
    JdbcTemplate jdbc,
    ReplayedDeadLetters deadLetters,
    OperatorActionTable actions,
    TransactionTemplate transaction) {

  private static final int AT_ONCE = 1000;

  /**
   * Frees all of them. If that ends half-way, the instance that works on the replay continues it.
   * For dead letters that the end of a quarantine would have replayed by itself, it records that an
   * operator did not want that.
   */
  void free(long run) {
    String who = who(run);
    while (Boolean.TRUE.equals(transaction.execute(status -> freedSome(run, who)))) {
      // The condition frees some more.
    }
  }

  private boolean freedSome(long run, String who) {
    Map<Long, Boolean> unsent = deadLetters.releaseUnsent(run, AT_ONCE);
    actions.stopped(who, run, unsent.keySet().stream().filter(unsent::get).toList());
    return !unsent.isEmpty();
  }

  private String who(long run) {
    List<String> who =
        jdbc.queryForList(
            """
            SELECT who FROM dead_letter_action WHERE run_id = ? AND outcome = 'STOPPED'
              AND letter_id IS NULL
            """,
            String.class,
            run);
    return who.isEmpty() ? "" : who.get(0);
  }
}
