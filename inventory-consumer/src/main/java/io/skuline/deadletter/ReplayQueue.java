package io.skuline.deadletter;

import io.skuline.store.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Selects the dead letters of a replay that are to be sent now. */
final class ReplayQueue {

  /** The most pages that one call looks at, however many dead letters must wait. */
  private static final int MAX_PAGES = 20;

  private static final String COLUMNS =
      "l.id, l.letter_key, l.topic, l.message_group, l.replays, l.state, l.position";

  /** Another dead letter of the same order that comes before {@code l}. */
  private static final String EARLIER =
      "EXISTS (SELECT 1 FROM dead_letter e WHERE e.in_order_of = l.in_order_of AND e.position <="
          + " l.position AND (e.position < l.position OR e.id < l.id) AND ";

  /** Without this index, a large replay is sorted anew for every page. */
  private static final String IN_TURN =
      " FROM dead_letter l FORCE INDEX (dead_letter_by_run) WHERE l.run_id = ?";

  private static final String UNDER_WAY =
      " FROM dead_letter l FORCE INDEX (dead_letter_under_way) WHERE l.run_id = ? AND l.state ="
          + " 'REPLAYING'";

  private final JdbcTemplate jdbc;

  ReplayQueue(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param replays how often it was sent
   * @param state its state before it is sent
   * @param waits whether an earlier dead letter of its order is parked and not part of this replay
   */
  record Next(
      long id,
      String key,
      String topic,
      @Nullable String group,
      int replays,
      DeadLetterState state,
      long position,
      boolean waits) {

    /**
     * Returns the state that it has again if it is not sent. If it may have been sent before, its
     * earlier state is not known, and it is parked.
     */
    DeadLetterState before() {
      return state == DeadLetterState.REPLAYING ? DeadLetterState.PARKED : state;
    }
  }

  private record Candidate(Next letter, boolean behindAnother) {}

  /**
   * Returns the dead letters whose turn it is: no earlier one of the same order is open in this
   * replay. Settled ones leave the replay, so the next call goes on behind them.
   */
  List<Next> ready(long run, int limit) {
    List<Next> ready = new ArrayList<>();
    List<Candidate> page = page(run, Long.MIN_VALUE, 0, limit);
    for (int pages = 1; !page.isEmpty() && pages <= MAX_PAGES; pages++) {
      for (Candidate each : page) {
        if (!each.behindAnother() && ready.size() < limit) {
          ready.add(each.letter());
        }
      }
      if (ready.size() == limit) {
        return ready;
      }
      Next last = page.get(page.size() - 1).letter();
      page = page(run, last.position(), last.id(), limit);
    }
    return ready;
  }

  private List<Candidate> page(long run, long position, long id, int limit) {
    return jdbc.query(
        """
        SELECT %s, %se.state IN ('PARKED', 'REPLAYING')
          AND (e.run_id IS NULL OR e.run_id <> l.run_id)), %se.run_id = l.run_id)%s
        AND l.state <> 'REPLAYING' AND l.position >= ? AND (l.position > ? OR l.id > ?)
        ORDER BY l.position, l.id LIMIT ?
        """
            .formatted(COLUMNS, EARLIER, EARLIER, IN_TURN),
        (row, n) -> new Candidate(next(row, row.getBoolean(8)), row.getBoolean(9)),
        run,
        position,
        position,
        id,
        limit);
  }

  /** Returns the dead letters that were sent so long ago that their answer must have been lost. */
  List<Next> unanswered(long run, long millis, int limit) {
    return jdbc.query(
        "SELECT " + COLUMNS + UNDER_WAY + " AND l.sent_at < " + SqlText.NOW + " - ? LIMIT ?",
        (row, n) -> next(row, false),
        run,
        millis,
        limit);
  }

  /** Returns how many are sent and not answered. */
  int underWay(long run) {
    Integer count = jdbc.queryForObject("SELECT COUNT(*)" + UNDER_WAY, Integer.class, run);
    return count == null ? 0 : count;
  }

  private static Next next(ResultSet row, boolean waits) throws SQLException {
    return new Next(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        DeadLetterState.valueOf(row.getString(6)),
        row.getLong(7),
        waits);
  }
}
