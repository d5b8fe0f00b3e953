package io.skuline.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code journal_queue}. */
public final class JournalQueueTable implements JournalQueues {

  private final JdbcTemplate jdbc;

  public JournalQueueTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void know(Collection<String> queues) {
    Set<String> known = barriers().keySet();
    queues.stream().filter(queue -> !known.contains(queue)).forEach(this::know);
  }

  /** The row with an empty name counts only if there is no other row. */
  private void know(String queue) {
    jdbc.update(
        """
        INSERT IGNORE INTO journal_queue (queue, epoch, void_before)
        SELECT ?, 0, COALESCE(MIN(IF(queue = '', NULL, void_before)), MAX(void_before), 0)
        FROM journal_queue
        """,
        queue);
  }

  @Override
  public void passed(long epoch, String queue, String messageGroup) {
    jdbc.update(
        """
        INSERT INTO journal_queue (queue, epoch, void_before, message_group) VALUES (?,?,?,?)
        ON DUPLICATE KEY UPDATE epoch = GREATEST(epoch, VALUES(epoch)),
          void_before = GREATEST(void_before, VALUES(void_before)),
          message_group = VALUES(message_group)
        """,
        queue,
        epoch,
        epoch,
        messageGroup);
  }

  /**
   * Reads the value anew each time: another instance may have passed the barrier before this one
   * got the queue.
   */
  @Override
  public long voidBefore(String queue) {
    List<Long> known = ofQueue(queue);
    if (known.isEmpty()) {
      know(queue);
      known = ofQueue(queue);
    }
    return known.get(0);
  }

  private List<Long> ofQueue(String queue) {
    return jdbc.queryForList(
        "SELECT void_before FROM journal_queue WHERE queue = ?", Long.class, queue);
  }

  @Override
  public Map<String, Long> barriers() {
    Map<String, Long> barriers = new HashMap<>();
    jdbc.query(
        "SELECT queue, epoch FROM journal_queue WHERE queue <> ''",
        row -> {
          barriers.put(row.getString("queue"), row.getLong("epoch"));
        });
    return barriers;
  }

  @Override
  public Map<String, String> messageGroups() {
    Map<String, String> groups = new HashMap<>();
    jdbc.query(
        "SELECT queue, message_group FROM journal_queue WHERE message_group IS NOT NULL",
        row -> {
          groups.put(row.getString("queue"), row.getString("message_group"));
        });
    return groups;
  }
}
