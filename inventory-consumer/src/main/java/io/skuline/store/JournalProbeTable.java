package io.skuline.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code journal_probe}. */
public record JournalProbeTable(JdbcTemplate jdbc, Clock clock) implements JournalProbes {

  /** A probe that was not removed for so long has no caller that waits for it. */
  private static final Duration OLD = Duration.ofDays(1);

  @Override
  public void passed(String probe, String queue) {
    jdbc.update(
        "INSERT IGNORE INTO journal_probe (probe, queue, seen_at) VALUES (?,?,?)",
        probe,
        queue,
        clock.millis());
  }

  @Override
  public Set<String> queuesPassed(String probe) {
    return Set.copyOf(
        jdbc.queryForList("SELECT queue FROM journal_probe WHERE probe = ?", String.class, probe));
  }

  @Override
  public void forget(String probe) {
    jdbc.update("DELETE FROM journal_probe WHERE probe = ?", probe);
    jdbc.update("DELETE FROM journal_probe WHERE seen_at < ?", clock.millis() - OLD.toMillis());
  }
}
