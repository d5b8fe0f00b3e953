package io.skuline.desk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The letters of a replay that are to be sent now. */
final class ReplayQueue {

  /** Looked at in one call, however many of them must wait. */
  private static final int MAX_PAGES = 20;

  private static final String COLUMNS =
      "SELECT id, letter_key, topic, message_group, replays, in_order_of, position"
          + " FROM dead_letter";

  /** Else a great replay is sorted anew for every page. */
  private static final String IN_TURN = " FORCE INDEX (dead_letter_by_run) WHERE run_id = ?";

  private static final String UNDER_WAY =
      " FORCE INDEX (dead_letter_under_way) WHERE run_id = ? AND state = 'REPLAYING'";

  private final JdbcTemplate jdbc;

  ReplayQueue(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param waits whether an earlier letter of its order is parked and not part of this replay
   */
  record Next(
      long id,
      String key,
      String topic,
      @Nullable String group,
      int replays,
      @Nullable String order,
      long position,
      boolean waits) {

    private Next waiting() {
      return new Next(id, key, topic, group, replays, order, position, true);
    }
  }

  /**
   * Those whose turn it is: no earlier letter of the same order is open in this replay. Settled
   * ones leave the replay, so the next call goes on behind them.
   */
  List<Next> ready(long run, int limit) {
    List<Next> ready = new ArrayList<>();
    List<Next> page = page(run, Long.MIN_VALUE, 0, limit);
    for (int pages = 1; !page.isEmpty() && pages <= MAX_PAGES; pages++) {
      Map<String, Turn> turns = turns(run, page);
      for (Next letter : page) {
        Turn turn = letter.order() == null ? Turn.NOBODY : turns.get(letter.order());
        if (letter.position() <= turn.firstHere() && ready.size() < limit) {
          ready.add(letter.position() > turn.firstElsewhere() ? letter.waiting() : letter);
        }
      }
      if (ready.size() == limit) {
        return ready;
      }
      Next last = page.get(page.size() - 1);
      page = page(run, last.position(), last.id(), limit);
    }
    return ready;
  }

  private List<Next> page(long run, long position, long id, int limit) {
    return jdbc.query(
        COLUMNS
            + IN_TURN
            + " AND state <> 'REPLAYING' AND position >= ? AND (position > ? OR id > ?)"
            + " ORDER BY position, id LIMIT ?",
        (row, n) -> next(row),
        run,
        position,
        position,
        id,
        limit);
  }

  /**
   * The first positions of an order's letters that are open in this replay, and parked elsewhere.
   */
  private record Turn(long firstHere, long firstElsewhere) {
    private static final Turn NOBODY = new Turn(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private Map<String, Turn> turns(long run, List<Next> page) {
    Set<String> orders = new LinkedHashSet<>();
    page.forEach(letter -> orders.add(letter.order()));
    orders.remove(null);
    Map<String, Turn> turns = new HashMap<>();
    if (orders.isEmpty()) {
      return turns;
    }
    List<Object> values = new ArrayList<>(List.of(run, run));
    values.addAll(orders);
    jdbc.query(
        "SELECT in_order_of, MIN(CASE WHEN run_id = ? THEN position END), MIN(CASE WHEN state IN"
            + " ('PARKED', 'REPLAYING') AND (run_id IS NULL OR run_id <> ?) THEN position END)"
            + " FROM dead_letter WHERE in_order_of IN ("
            + Sql.marks(orders.size())
            + ") GROUP BY in_order_of",
        row -> {
          turns.put(row.getString(1), new Turn(orLast(row, 2), orLast(row, 3)));
        },
        values.toArray());
    return turns;
  }

  private static long orLast(ResultSet row, int column) throws SQLException {
    long position = row.getLong(column);
    return row.wasNull() ? Long.MAX_VALUE : position;
  }

  /** Those that were sent so long ago that their answer must have been lost. */
  List<Next> unanswered(long run, long millis, int limit) {
    return jdbc.query(
        COLUMNS + UNDER_WAY + " AND sent_at < " + Sql.NOW + " - ? LIMIT ?",
        (row, n) -> next(row),
        run,
        millis,
        limit);
  }

  /** How many are sent and not answered. */
  int underWay(long run) {
    Integer count =
        jdbc.queryForObject("SELECT COUNT(*) FROM dead_letter" + UNDER_WAY, Integer.class, run);
    return count == null ? 0 : count;
  }

  private static Next next(ResultSet row) throws SQLException {
    return new Next(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getString(6),
        row.getLong(7),
        false);
  }
}
