package io.skuline.ledger;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code journal_barrier}. */
final class BarrierTable implements Barriers {

  private final JdbcTemplate jdbc;

  BarrierTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void passed(long epoch, String messageGroup) {
    jdbc.update(
        "INSERT INTO journal_barrier (message_group, epoch) VALUES (?,?)"
            + " ON DUPLICATE KEY UPDATE epoch = GREATEST(epoch, VALUES(epoch))",
        messageGroup,
        epoch);
  }

  /** Read anew each time: another instance may have passed it, and this one got the queue then. */
  @Override
  public long latest(String messageGroup) {
    List<Long> epochs =
        jdbc.queryForList(
            "SELECT epoch FROM journal_barrier WHERE message_group = ?", Long.class, messageGroup);
    return epochs.isEmpty() ? 0 : epochs.get(0);
  }

  @Override
  public int groupsPassed(long epoch) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM journal_barrier WHERE epoch >= ?", Integer.class, epoch);
    return count == null ? 0 : count;
  }
}
