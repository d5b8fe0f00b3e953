package io.skuline.store;

import java.util.List;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table {@code replication_beat}: one row with the time at which the primary wrote it. On a
 * replica it shows how far the replica lags.
 */
public final class ReplicationBeatTable {

  private final JdbcTemplate jdbc;

  public ReplicationBeatTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Writes the time of the database's own clock. */
  public void write() {
    jdbc.update(
        """
        INSERT INTO replication_beat (id, beat) VALUES (1, %s)
        ON DUPLICATE KEY UPDATE beat = VALUES(beat)
        """
            .formatted(SqlText.NOW));
  }

  /**
   * Reads the time that was written last, as far as this database has it, in milliseconds since
   * 1970.
   */
  public OptionalLong read() {
    List<Long> beat =
        jdbc.queryForList("SELECT beat FROM replication_beat WHERE id = 1", Long.class);
    return beat.isEmpty() ? OptionalLong.empty() : OptionalLong.of(beat.get(0));
  }
}
