package io.skuline.deadletter;

import io.skuline.deadletter.OperatorActionTable.ReplayOutcome;
import io.skuline.store.SqlText;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The table of replays, with the instance that works on each. */
final class ReplayJobTable {

  /** The replays of a dead instance go on in another instance after this time. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private final JdbcTemplate jdbc;

  ReplayJobTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  long insert(String who, int rate) {
    GeneratedKeyHolder generated = new GeneratedKeyHolder();
    jdbc.update(
        connection -> {
          PreparedStatement insert =
              connection.prepareStatement(
                  """
                  INSERT INTO dead_letter_run (state, who, started_at, rate, total, leased_until)
                  VALUES ('RUNNING', ?, %s, ?, 0, 0)
                  """
                      .formatted(SqlText.NOW),
                  Statement.RETURN_GENERATED_KEYS);
          insert.setString(1, SqlText.cut(who, 128));
          insert.setInt(2, rate);
          return insert;
        },
        generated);
    return generated.getKey().longValue();
  }

  void total(long id, int deadLetters) {
    jdbc.update("UPDATE dead_letter_run SET total = ? WHERE id = ?", deadLetters, id);
  }

  /** One statement sees one moment: a dead letter is open, or counted with its outcome. */
  Optional<ReplayJob> one(long id) {
    return jdbc
        .query(
            """
            SELECT r.state, r.who, r.started_at, r.total,
              (SELECT COUNT(*) FROM dead_letter l WHERE l.run_id = r.id), %s, %s, %s
            FROM dead_letter_run r WHERE r.id = ?
            """
                .formatted(
                    count(ReplayOutcome.REPLAYED),
                    count(ReplayOutcome.PARKED_AGAIN),
                    count(ReplayOutcome.REFUSED)),
            (row, n) ->
                new ReplayJob(
                    id,
                    ReplayJob.State.valueOf(row.getString(1)),
                    row.getString(2),
                    Instant.ofEpochMilli(row.getLong(3)),
                    row.getInt(4),
                    row.getInt(5),
                    row.getInt(6),
                    row.getInt(7),
                    row.getInt(8)),
            id)
        .stream()
        .findFirst();
  }

  private static String count(ReplayOutcome outcome) {
    return "(SELECT COUNT(*) FROM dead_letter_action a WHERE a.run_id = r.id AND a.outcome = '"
        + outcome
        + "')";
  }

  /** Returns replays with ids before this one, the newest first. */
  List<ReplayJob> before(long id, int limit) {
    return page("SELECT id FROM dead_letter_run WHERE id < ? ORDER BY id DESC LIMIT ?", id, limit);
  }

  /** Returns replays with ids after this one, the oldest first. */
  List<ReplayJob> after(long id, int limit) {
    return page("SELECT id FROM dead_letter_run WHERE id > ? ORDER BY id LIMIT ?", id, limit);
  }

  private List<ReplayJob> page(String sql, long id, int limit) {
    return jdbc.queryForList(sql, Long.class, id, limit).stream()
        .flatMap(each -> one(each).stream())
        .toList();
  }

  /** Makes the replay send no more. Answers to what is already sent are still waited for. */
  boolean stop(long id) {
    return jdbc.update(
            "UPDATE dead_letter_run SET state = 'STOPPED' WHERE id = ? AND state = 'RUNNING'", id)
        == 1;
  }

  /**
   * @param rate messages per second
   * @param stopped whether nothing more is to be sent
   */
  record Open(long id, int rate, boolean stopped) {}

  /** Returns the replays with something left to do, the oldest first. */
  List<Open> open() {
    return jdbc.query(
        """
        SELECT r.id, r.rate, r.state = 'STOPPED' FROM dead_letter_run r
        WHERE r.state = 'RUNNING' OR (r.state = 'STOPPED'
          AND EXISTS (SELECT 1 FROM dead_letter l WHERE l.run_id = r.id)) ORDER BY r.id
        """,
        (row, n) -> new Open(row.getLong(1), row.getInt(2), row.getBoolean(3)));
  }

  /** Takes a replay, or keeps it; returns false if another instance has it. */
  boolean lease(long id, String owner) {
    return jdbc.update(
            """
            UPDATE dead_letter_run SET leased_until = %s + ?, owner = ? WHERE id = ?
              AND (owner = ? OR leased_until < %s)
            """
                .formatted(SqlText.NOW, SqlText.NOW),
            LEASE.toMillis(),
            owner,
            id,
            owner)
        == 1;
  }

  /**
   * Ends a replay of which no dead letter is open. It asks first, so that no dead letter is locked
   * for it.
   */
  void endIfDone(long id) {
    boolean open =
        !jdbc.queryForList("SELECT 1 FROM dead_letter WHERE run_id = ? LIMIT 1", Long.class, id)
            .isEmpty();
    if (!open) {
      jdbc.update(
          "UPDATE dead_letter_run SET state = 'DONE' WHERE id = ? AND state = 'RUNNING'", id);
    }
  }
}
