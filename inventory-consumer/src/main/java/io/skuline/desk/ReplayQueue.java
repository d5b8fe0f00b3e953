package io.skuline.desk;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The letters of a replay that are to be sent now. */
final class ReplayQueue {

  private final JdbcTemplate jdbc;

  ReplayQueue(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param waits whether an earlier letter of its order is parked and not part of this replay
   */
  record Next(
      long id, String key, String topic, String group, int replays, boolean waits, String error) {}

  private static final String COLUMNS =
      "SELECT l.id, l.letter_key, l.topic, l.message_group, l.replays, l.error, ";

  /**
   * Those whose turn it is: no earlier letter of the same order is open in this replay. Settled
   * ones leave the replay, so the next call goes on behind them.
   */
  List<Next> ready(long run, int limit) {
    return jdbc.query(
        COLUMNS
            + "EXISTS (SELECT 1 FROM dead_letter e WHERE e.in_order_of = l.in_order_of"
            + " AND e.position < l.position AND e.state IN ('PARKED', 'REPLAYING'))"
            + " FROM dead_letter l WHERE l.run_id = ? AND l.state <> 'REPLAYING'"
            + " AND NOT EXISTS (SELECT 1 FROM dead_letter e WHERE e.in_order_of = l.in_order_of"
            + " AND e.position < l.position AND e.run_id = l.run_id)"
            + " ORDER BY l.position, l.id LIMIT ?",
        (row, n) ->
            new Next(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getBoolean(7),
                row.getString(6)),
        run,
        limit);
  }

  /** Those that were sent so long ago that their answer must have been lost. */
  List<Next> unanswered(long run, long millis, int limit) {
    return jdbc.query(
        COLUMNS
            + "FALSE FROM dead_letter l WHERE l.run_id = ? AND l.state = 'REPLAYING'"
            + " AND l.sent_at < "
            + Sql.NOW
            + " - ? ORDER BY l.position, l.id LIMIT ?",
        (row, n) ->
            new Next(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                false,
                row.getString(6)),
        run,
        millis,
        limit);
  }

  /** How many are sent and not answered. */
  int underWay(long run) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM dead_letter WHERE run_id = ? AND state = 'REPLAYING'",
            Integer.class,
            run);
    return count == null ? 0 : count;
  }
}
