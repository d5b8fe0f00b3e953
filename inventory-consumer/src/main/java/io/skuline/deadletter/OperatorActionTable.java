package io.skuline.deadletter;

import io.skuline.event.Limits;
import io.skuline.store.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of actions: which operator did what to which dead letter. Rows are only added. */
final class OperatorActionTable {

  /** How the replay of a dead letter ended. */
  enum ReplayOutcome {
    REPLAYED,
    PARKED_AGAIN,
    REFUSED
  }

  private static final String SELECT =
      "SELECT id, at, who, verb, letter_id, run_id, outcome, detail FROM dead_letter_action";

  private final JdbcTemplate jdbc;

  OperatorActionTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void add(
      String who,
      OperatorAction.Verb verb,
      @Nullable Long letter,
      @Nullable Long run,
      String outcome,
      String detail) {
    jdbc.update(
        """
        INSERT INTO dead_letter_action (at, who, verb, letter_id, run_id, outcome, detail)
        VALUES (%s, ?, ?, ?, ?, ?, ?)
        """
            .formatted(SqlText.NOW),
        SqlText.cut(who, 128),
        verb.name(),
        letter,
        run,
        outcome,
        SqlText.cut(detail, 1024));
  }

  /**
   * The end of a dead letter's replay.
   *
   * @param run the replay of which it was part; null if it was in none any more
   */
  record Ended(long letter, @Nullable Long run, ReplayOutcome outcome, String detail) {}

  /**
   * Records the outcomes of dead letters in replays, in the name of the operator who started the
   * replay.
   */
  void replayed(List<Ended> deadLetters) {
    Map<Long, String> who = who(deadLetters);
    jdbc.batchUpdate(
        """
        INSERT INTO dead_letter_action (at, who, verb, letter_id, run_id, outcome, detail)
        VALUES (%s, ?, '%s', ?, ?, ?, ?)
        """
            .formatted(SqlText.NOW, OperatorAction.Verb.REPLAY),
        deadLetters.stream()
            .map(
                ended ->
                    new Object[] {
                      who.getOrDefault(ended.run(), ""),
                      ended.letter(),
                      ended.run(),
                      ended.outcome().name(),
                      SqlText.cut(ended.detail(), 1024)
                    })
            .toList());
  }

  /** This is a query of its own, since a statement that also writes would lock what it reads. */
  private Map<Long, String> who(List<Ended> deadLetters) {
    Map<Long, String> who = new HashMap<>();
    List<Long> runs =
        deadLetters.stream().map(Ended::run).filter(Objects::nonNull).distinct().toList();
    if (!runs.isEmpty()) {
      jdbc.query(
          """
          SELECT id, who FROM dead_letter_run WHERE id IN (%s)
          """
              .formatted(SqlText.marks(runs.size())),
          row -> {
            who.put(row.getLong(1), row.getString(2));
          },
          runs.toArray());
    }
    return who;
  }

  /**
   * Records dead letters that a replay was to send, and does not, since an operator has stopped it.
   */
  void stopped(String who, long run, List<Long> deadLetters) {
    jdbc.batchUpdate(
        """
        INSERT INTO dead_letter_action (at, who, verb, letter_id, run_id, outcome, detail)
        VALUES (%s, ?, '%s', ?, ?, 'STOPPED', '')
        """
            .formatted(SqlText.NOW, OperatorAction.Verb.STOP),
        deadLetters.stream()
            .map(letter -> new Object[] {SqlText.cut(who, 128), letter, run})
            .toList());
  }

  /**
   * Returns a page in the order of ids.
   *
   * @param letter only the actions on this dead letter; null for all
   * @param run only the outcomes of dead letters in this replay; null for all
   */
  List<OperatorAction> page(@Nullable Long letter, @Nullable Long run, long after, int limit) {
    Limits.requireBetween("limit", limit, 1, DeadLetterReader.MAX_PAGE);
    StringBuilder sql = new StringBuilder(SELECT + " WHERE id > ?");
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
        sql.append(" ORDER BY id LIMIT ?").toString(), (row, n) -> action(row), values.toArray());
  }

  /** Returns actions that match, in one direction from an id. */
  List<OperatorAction> search(
      DeadLetterBrowser.ActionFilter filter, String from, long id, String direction, int limit) {
    StringBuilder sql = new StringBuilder(SELECT + " WHERE " + from);
    List<Object> values = new ArrayList<>(List.of(id));
    and(sql, values, "who = ?", filter.who());
    and(sql, values, "verb = ?", filter.verb() == null ? null : filter.verb().name());
    and(sql, values, "letter_id = ?", filter.letter());
    and(sql, values, "run_id = ?", filter.run());
    values.add(limit);
    sql.append(" ORDER BY id ").append(direction).append(" LIMIT ?");
    return jdbc.query(sql.toString(), (row, n) -> action(row), values.toArray());
  }

  private static void and(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
  }

  /** Returns the latest actions on a dead letter, the oldest of them first. */
  List<OperatorAction> latest(long letter, int limit) {
    List<OperatorAction> latest =
        new ArrayList<>(
            jdbc.query(
                SELECT + " WHERE letter_id = ? ORDER BY id DESC LIMIT ?",
                (row, n) -> action(row),
                letter,
                limit));
    Collections.reverse(latest);
    return latest;
  }

  private static OperatorAction action(ResultSet row) throws SQLException {
    return new OperatorAction(
        row.getLong(1),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getString(3),
        OperatorAction.Verb.valueOf(row.getString(4)),
        row.getObject(5, Long.class),
        row.getObject(6, Long.class),
        row.getString(7),
        row.getString(8));
  }
}
