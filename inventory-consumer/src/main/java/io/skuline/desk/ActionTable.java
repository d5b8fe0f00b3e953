package io.skuline.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who did what to which letter. Rows are only added. */
final class ActionTable {

  /** How a letter's replay ended. */
  enum ReplayOutcome {
    REPLAYED,
    PARKED_AGAIN,
    REFUSED
  }

  private final JdbcTemplate jdbc;

  ActionTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void add(
      String who,
      Action.Verb verb,
      @Nullable Long letter,
      @Nullable Long run,
      String outcome,
      String detail) {
    jdbc.update(
        "INSERT INTO dead_letter_action (at, who, verb, letter_id, run_id, outcome, detail)"
            + " VALUES ("
            + Sql.NOW
            + ", ?, ?, ?, ?, ?, ?)",
        Sql.cut(who, 128),
        verb.name(),
        letter,
        run,
        outcome,
        Sql.cut(detail, 1024));
  }

  /** What came of a letter in a replay, on the account of whoever started that. */
  void replayed(long letter, @Nullable Long run, ReplayOutcome outcome, String detail) {
    jdbc.update(
        "INSERT INTO dead_letter_action (at, who, verb, letter_id, run_id, outcome, detail)"
            + " VALUES ("
            + Sql.NOW
            + ", COALESCE((SELECT who FROM dead_letter_run WHERE id = ?), ''), ?, ?, ?, ?, ?)",
        run,
        Action.Verb.REPLAY.name(),
        letter,
        run,
        outcome.name(),
        Sql.cut(detail, 1024));
  }

  /**
   * A page in the order of ids.
   *
   * @param letter only what concerns it; null for all
   * @param run only the outcomes of letters in this replay; null for all
   */
  List<Action> page(@Nullable Long letter, @Nullable Long run, long after, int limit) {
    Letters.requirePage(limit);
    StringBuilder sql =
        new StringBuilder(
            "SELECT id, at, who, verb, letter_id, run_id, outcome, detail FROM dead_letter_action"
                + " WHERE id > ?");
    List<Object> values = new ArrayList<>(List.of(after));
    if (letter != null) {
      sql.append(" AND letter_id = ?");
      values.add(letter);
    }
    if (run != null) {
      sql.append(" AND run_id = ? AND letter_id IS NOT NULL");
      values.add(run);
    }
    values.add(limit);
    return jdbc.query(
        sql.append(" ORDER BY id LIMIT ?").toString(),
        (row, n) ->
            new Action(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                Action.Verb.valueOf(row.getString(4)),
                row.getObject(5, Long.class),
                row.getObject(6, Long.class),
                row.getString(7),
                row.getString(8)),
        values.toArray());
  }

  /** How many letters of a replay ended how. */
  Map<ReplayOutcome, Integer> outcomes(long run) {
    Map<ReplayOutcome, Integer> counts = new EnumMap<>(ReplayOutcome.class);
    jdbc.query(
        "SELECT outcome, COUNT(*) FROM dead_letter_action WHERE run_id = ? AND outcome IN"
            + " ('REPLAYED', 'PARKED_AGAIN', 'REFUSED') GROUP BY outcome",
        row -> {
          counts.put(ReplayOutcome.valueOf(row.getString(1)), row.getInt(2));
        },
        run);
    return counts;
  }
}
