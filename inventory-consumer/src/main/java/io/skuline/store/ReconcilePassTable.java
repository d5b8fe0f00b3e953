package io.skuline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code reconcile_pass} of the home database: the passes of all instances of a week. */
public record ReconcilePassTable(JdbcTemplate jdbc) implements Consumer<ReconcilePassTable.Row> {

  private static final Logger log = LoggerFactory.getLogger(ReconcilePassTable.class);
  private static final Duration KEPT = Duration.ofDays(7);

  /**
   * A pass that has ended.
   *
   * @param skus how many SKUs were compared
   * @param behind how many were not stored wholly at its end
   * @param found how many differed
   * @param quarantined how many were in quarantine at its end
   * @param anomalies how many anomalies were open at its end
   * @param ended why it ended early; empty if it compared everything
   */
  public record Row(
      boolean passed,
      Instant startedAt,
      Instant endedAt,
      long skus,
      long behind,
      long found,
      long quarantined,
      long anomalies,
      String ended) {}

  /** Stores a pass for people. The pass is none the worse if that fails. */
  @Override
  public void accept(Row pass) {
    try {
      jdbc.update(
          """
          INSERT INTO reconcile_pass (passed, started_at, ended_at, skus, behind, found,
            quarantined, anomalies, ended) VALUES (?,?,?,?,?,?,?,?,?)
          """,
          pass.passed(),
          pass.startedAt().toEpochMilli(),
          pass.endedAt().toEpochMilli(),
          pass.skus(),
          pass.behind(),
          pass.found(),
          pass.quarantined(),
          pass.anomalies(),
          SqlText.cut(pass.ended(), 1024));
      jdbc.update(
          "DELETE FROM reconcile_pass WHERE ended_at < ?",
          pass.endedAt().minus(KEPT).toEpochMilli());
    } catch (DataAccessException e) {
      log.info("A pass is not in the list of passes: {}", e.toString());
    }
  }

  /** Returns the latest passes, the newest first. */
  public List<Row> latest(int limit) {
    return jdbc.query(
        "SELECT * FROM reconcile_pass ORDER BY ended_at DESC, id DESC LIMIT ?",
        (row, n) -> pass(row),
        limit);
  }

  private static Row pass(ResultSet row) throws SQLException {
    return new Row(
        row.getBoolean("passed"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        Instant.ofEpochMilli(row.getLong("ended_at")),
        row.getLong("skus"),
        row.getLong("behind"),
        row.getLong("found"),
        row.getLong("quarantined"),
        row.getLong("anomalies"),
        row.getString("ended"));
  }
}
