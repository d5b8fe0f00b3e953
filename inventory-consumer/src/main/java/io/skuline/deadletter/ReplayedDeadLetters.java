package io.skuline.deadletter;

import io.skuline.store.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Records what replays do to dead letters. It runs in its caller's transaction.
 *
 * <p>A dead letter is taken into a replay, and begun before it is sent. It leaves the replay when
 * it is settled, refused, parked again, or freed because the replay was stopped.
 */
final class ReplayedDeadLetters {

  private final JdbcTemplate jdbc;

  ReplayedDeadLetters(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes a dead letter into a replay, if its present state allows it.
   *
   * @param again whether a dead letter that was replayed or discarded may be taken
   */
  boolean take(long id, long run, boolean again) {
    return jdbc.update(
            "UPDATE dead_letter SET run_id = ? WHERE id = ? AND run_id IS NULL"
                + (again ? "" : " AND state = 'PARKED'"),
            run,
            id)
        == 1;
  }

  /**
   * Records that dead letters of a replay are about to be sent for another time: from then on they
   * are under way.
   *
   * @return those that are still part of the replay, and are not under way by now
   */
  Set<Long> begin(long run, List<Long> ids) {
    return underWay(
        run, ids, "state <> 'REPLAYING'", "state = 'REPLAYING', replays = replays + 1,");
  }

  /**
   * Records that dead letters that are under way are about to be sent once more, as the same replay
   * of each.
   *
   * @return those that are still under way
   */
  Set<Long> beginAgain(long run, List<Long> ids) {
    return underWay(run, ids, "state = 'REPLAYING'", "");
  }

  private Set<Long> underWay(long run, List<Long> ids, String condition, String change) {
    List<Object> values = new ArrayList<>(ids);
    values.add(run);
    List<Long> still =
        jdbc.queryForList(
            """
            SELECT id FROM dead_letter%s%s) AND run_id = ? AND %s ORDER BY id FOR UPDATE
            """
                .formatted(DeadLetterTable.IN_ORDER, SqlText.marks(ids.size()), condition),
            Long.class,
            values.toArray());
    if (!still.isEmpty()) {
      jdbc.update(
          """
          UPDATE dead_letter FORCE INDEX (PRIMARY) SET %s sent_at = %s WHERE id IN (%s)
          """
              .formatted(change, SqlText.NOW, SqlText.marks(still.size())),
          still.toArray());
    }
    return new HashSet<>(still);
  }

  /** Makes a dead letter count as sent that long ago, unless it is settled by now. */
  void sentAgo(long id, long run, long millis) {
    jdbc.update(
        """
        UPDATE dead_letter SET sent_at = %s - ? WHERE id = ? AND run_id = ?
          AND state = 'REPLAYING'
        """
            .formatted(SqlText.NOW),
        millis,
        id,
        run);
  }

  /**
   * Takes a dead letter out of its replay and sets its state.
   *
   * @return false if it is settled by now, and stays as it is
   */
  boolean leave(long id, long run, DeadLetterState state) {
    return jdbc.update(
            "UPDATE dead_letter SET state = ?, run_id = NULL WHERE id = ? AND run_id = ?",
            state.name(),
            id,
            run)
        == 1;
  }

  /**
   * Takes some dead letters that a stopped replay has not sent out of the replay.
   *
   * @return which ones, by id, and whether the end of a quarantine would have them replayed by
   *     itself; empty if there are no more
   */
  Map<Long, Boolean> releaseUnsent(long run, int limit) {
    Map<Long, Boolean> unsent = new TreeMap<>();
    jdbc.query(
        """
        SELECT id, reason IN ('QUARANTINED', 'FENCED', 'FOLLOWS_PARKED') FROM dead_letter WHERE run_id = ?
          AND state <> 'REPLAYING' LIMIT ?
        """,
        row -> {
          unsent.put(row.getLong(1), row.getBoolean(2));
        },
        run,
        limit);
    if (!unsent.isEmpty()) {
      List<Object> values = new ArrayList<>(unsent.keySet());
      values.add(run);
      jdbc.update(
          """
          UPDATE dead_letter FORCE INDEX (PRIMARY) SET run_id = NULL WHERE id IN (%s)
            AND run_id = ? AND state <> 'REPLAYING'
          """
              .formatted(SqlText.marks(unsent.size())),
          values.toArray());
    }
    return unsent;
  }
}
