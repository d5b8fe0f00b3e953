package io.skuline.ledger;

import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code journal_probe}. */
final class ProbeTable implements Probes {

  /** What nobody has removed for so long, nobody waits for. */
  private static final Duration OLD = Duration.ofDays(1);

  private final JdbcTemplate jdbc;
  private final Clock clock;

  ProbeTable(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public void passed(String probe, String messageGroup) {
    jdbc.update(
        "INSERT IGNORE INTO journal_probe (probe, message_group, seen_at) VALUES (?,?,?)",
        probe,
        messageGroup,
        clock.millis());
  }

  @Override
  public int groupsPassed(String probe) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM journal_probe WHERE probe = ?", Integer.class, probe);
    return count == null ? 0 : count;
  }

  @Override
  public void forget(String probe) {
    jdbc.update("DELETE FROM journal_probe WHERE probe = ?", probe);
    jdbc.update("DELETE FROM journal_probe WHERE seen_at < ?", clock.millis() - OLD.toMillis());
  }
}
