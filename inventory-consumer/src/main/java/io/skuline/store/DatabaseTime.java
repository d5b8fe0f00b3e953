package io.skuline.store;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks a database for the time of its clock. */
public final class DatabaseTime {

  private final JdbcTemplate jdbc;

  public DatabaseTime(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Returns the time of the database's clock, to the millisecond. */
  public Instant now() {
    Long millis = jdbc.queryForObject("SELECT " + SqlText.NOW, Long.class);
    if (millis == null) {
      throw new IllegalStateException("The database does not know the time");
    }
    return Instant.ofEpochMilli(millis);
  }
}
