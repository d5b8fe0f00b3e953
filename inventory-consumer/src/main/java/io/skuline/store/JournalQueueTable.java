package io.skuline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code journal_queue}. */
public final class JournalQueueTable implements JournalQueues {

  private static final SortedSet<Integer> ALL = Collections.emptySortedSet();

  private final JdbcTemplate jdbc;

  public JournalQueueTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void know(Collection<String> queues) {
    Set<String> known = barriers(ALL).keySet();
    queues.stream().filter(queue -> !known.contains(queue)).forEach(this::know);
  }

  /** The row with an empty name counts only if there is no other row. */
  private void know(String queue) {
    jdbc.update(
        """
        INSERT IGNORE INTO partition_barrier (queue, part, epoch, void_before)
        SELECT ?, part, 0, MIN(void_before) FROM partition_barrier GROUP BY part
        HAVING COUNT(*) = (SELECT COUNT(*) FROM journal_queue WHERE queue <> '')
        """,
        queue);
    jdbc.update(
        """
        INSERT IGNORE INTO journal_queue (queue, epoch, void_before)
        SELECT ?, 0, COALESCE(MIN(IF(queue = '', NULL, void_before)), MAX(void_before), 0)
        FROM journal_queue
        """,
        queue);
  }

  @Override
  public void passed(long epoch, SortedSet<Integer> partitions, String queue, String messageGroup) {
    if (ofQueue(queue).isEmpty()) {
      know(queue);
    }
    for (int partition : partitions) {
      jdbc.update(
          """
          INSERT INTO partition_barrier (queue, part, epoch, void_before) VALUES (?,?,?,?)
          ON DUPLICATE KEY UPDATE epoch = GREATEST(epoch, VALUES(epoch)),
            void_before = GREATEST(void_before, VALUES(void_before))
          """,
          queue,
          partition,
          epoch,
          epoch);
    }
    long ofAll = partitions.isEmpty() ? epoch : 0;
    jdbc.update(
        """
        INSERT INTO journal_queue (queue, epoch, void_before, message_group) VALUES (?,?,?,?)
        ON DUPLICATE KEY UPDATE epoch = GREATEST(epoch, VALUES(epoch)),
          void_before = GREATEST(void_before, VALUES(void_before)),
          message_group = VALUES(message_group)
        """,
        queue,
        ofAll,
        ofAll,
        messageGroup);
  }

  /**
   * Reads the values anew each time: another instance may have passed a barrier before this one got
   * the queue.
   */
  @Override
  public VoidEntries voidIn(String queue) {
    List<Long> ofAll = ofQueue(queue);
    if (ofAll.isEmpty()) {
      know(queue);
      ofAll = ofQueue(queue);
    }
    Map<Integer, Long> ofPartitions = new HashMap<>();
    jdbc.query(
        "SELECT part, void_before FROM partition_barrier WHERE queue = ?",
        row -> {
          ofPartitions.put(row.getInt(1), row.getLong(2));
        },
        queue);
    return new VoidEntries(ofAll.get(0), ofPartitions);
  }

  private List<Long> ofQueue(String queue) {
    return jdbc.queryForList(
        "SELECT void_before FROM journal_queue WHERE queue = ?", Long.class, queue);
  }

  @Override
  public Map<String, Long> barriers(SortedSet<Integer> partitions) {
    Map<String, Long> barriers = new HashMap<>();
    jdbc.query(
        "SELECT queue, epoch FROM journal_queue WHERE queue <> ''",
        row -> {
          barriers.put(row.getString("queue"), row.getLong("epoch"));
        });
    if (!partitions.isEmpty()) {
      raise(barriers, partitions);
    }
    return barriers;
  }

  /** A barrier of all partitions is one of each. */
  private void raise(Map<String, Long> barriers, SortedSet<Integer> partitions) {
    List<Object> arguments = new ArrayList<>(partitions);
    arguments.add(partitions.size());
    jdbc.query(
        """
        SELECT queue, MIN(epoch) AS epoch FROM partition_barrier WHERE part IN (%s) GROUP BY queue
        HAVING COUNT(*) = ?
        """
            .formatted(SqlText.marks(partitions.size())),
        row -> {
          long its = row.getLong("epoch");
          barriers.computeIfPresent(row.getString("queue"), (queue, all) -> Math.max(all, its));
        },
        arguments.toArray());
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
