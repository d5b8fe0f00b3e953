package io.skuline.ledger;

import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code journal_barrier}. */
public final class BarrierTable {

  private final JdbcTemplate jdbc;

  public BarrierTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes that everything before the barrier in this message group is applied. */
  void passed(long barrierId, String messageGroup) {
    jdbc.update(
        "INSERT IGNORE INTO journal_barrier (barrier_id, message_group) VALUES (?,?)",
        barrierId,
        messageGroup);
  }

  /** In how many message groups the barrier has come through. */
  public int groupsPassed(long barrierId) {
    Integer count =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM journal_barrier WHERE barrier_id = ?", Integer.class, barrierId);
    return count == null ? 0 : count;
  }

  /** Forgets a barrier that nobody waits for any more. */
  public void forget(long barrierId) {
    jdbc.update("DELETE FROM journal_barrier WHERE barrier_id = ?", barrierId);
  }
}
