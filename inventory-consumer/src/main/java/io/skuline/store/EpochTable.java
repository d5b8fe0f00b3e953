package io.skuline.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The tables {@code epoch} and {@code partition_epoch}. The first has the latest epoch of all
 * partitions; the second has later ones of single partitions.
 */
public final class EpochTable implements Epochs {

  private static final String INSERT =
      "INSERT INTO partition_epoch (part, epoch, is_open, recall_until) ";

  private static final String UNLESS_LATER =
      """
       ON DUPLICATE KEY UPDATE
        is_open = IF(partition_epoch.epoch <= VALUES(epoch), FALSE, partition_epoch.is_open),
        epoch = GREATEST(partition_epoch.epoch, VALUES(epoch))
      """;

  private final JdbcTemplate jdbc;

  public EpochTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public EpochState current() {
    List<Epoch> epochs = new ArrayList<>();
    long[] latest = {0};
    Map<Integer, Epoch> single = new HashMap<>();
    // One statement, so that both tables are seen at one moment.
    jdbc.query(
        """
        SELECT GREATEST(e.latest, e.epoch) AS latest, e.partitions, e.epoch, e.is_open,
          e.recall_until, p.part, p.epoch AS its_epoch, p.is_open AS its_open,
          p.recall_until AS its_recall_until
        FROM epoch e LEFT JOIN partition_epoch p ON p.part < e.partitions AND p.epoch >= e.epoch
        WHERE e.id = 1
        """,
        row -> {
          if (epochs.isEmpty()) {
            latest[0] = row.getLong("latest");
            Epoch all =
                new Epoch(
                    row.getLong("epoch"),
                    row.getBoolean("is_open"),
                    time(row.getLong("recall_until")));
            epochs.addAll(Collections.nCopies(row.getInt("partitions"), all));
          }
          if (row.getObject("part") != null) {
            single.put(
                row.getInt("part"),
                new Epoch(
                    row.getLong("its_epoch"),
                    row.getBoolean("its_open"),
                    time(row.getLong("its_recall_until"))));
          }
        });
    single.forEach(epochs::set);
    return new EpochState(latest[0], epochs);
  }

  private static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  @Override
  public void beginAll(EpochState before, long number) {
    requireLatest(
        before,
        jdbc.update(
            """
            UPDATE epoch SET epoch = ?, latest = ?, is_open = FALSE
            WHERE id = 1 AND GREATEST(latest, epoch) = ?
            """,
            number,
            number,
            before.latest()));
  }

  @Override
  public void begin(EpochState before, long number, SortedSet<Integer> partitions) {
    requireLatest(
        before,
        jdbc.update(
            "UPDATE epoch SET latest = ? WHERE id = 1 AND GREATEST(latest, epoch) = ?",
            number,
            before.latest()));
    // Whoever has begun a later one meanwhile keeps its row, and this rebuild will not be opened.
    for (int partition : partitions) {
      jdbc.update(INSERT + "VALUES (?, ?, FALSE, 0)" + UNLESS_LATER, partition, number);
    }
  }

  private static void requireLatest(EpochState before, int rows) {
    requireAll(rows, 1, "Another instance has begun an epoch after " + before.latest());
  }

  private static void requireAll(int rows, int all, String otherwise) {
    if (rows != all) {
      throw new IllegalStateException(otherwise);
    }
  }

  @Override
  public void openAll(long number, Instant recallUntil, int partitions) {
    requireAll(
        jdbc.update(
            """
            UPDATE epoch SET is_open = TRUE, recall_until = ?, partitions = ? WHERE id = 1
              AND epoch = ? AND latest <= epoch AND NOT is_open
            """,
            recallUntil.toEpochMilli(),
            partitions,
            number),
        1,
        "Another instance has begun an epoch after " + number);
  }

  @Override
  public void open(long number, Instant recallUntil, SortedSet<Integer> partitions) {
    List<Object> arguments = new ArrayList<>(List.of(recallUntil.toEpochMilli(), number));
    arguments.addAll(partitions);
    requireAll(
        jdbc.update(
            """
            UPDATE partition_epoch SET is_open = TRUE, recall_until = ? WHERE epoch = ?
              AND NOT is_open AND part IN (%s)
            """
                .formatted(SqlText.marks(partitions.size())),
            arguments.toArray()),
        partitions.size(),
        "Another instance has begun an epoch after " + number);
  }

  @Override
  public void close(int partition, long number) {
    jdbc.update(
        "UPDATE epoch SET is_open = FALSE WHERE id = 1 AND epoch = ? AND partitions = 1", number);
    jdbc.update(
        INSERT
            + """
            SELECT ?, epoch, FALSE, 0 FROM epoch WHERE id = 1 AND epoch = ? AND partitions > 1
            """
            + UNLESS_LATER,
        partition,
        number);
    jdbc.update(
        "UPDATE partition_epoch SET is_open = FALSE WHERE part = ? AND epoch = ?",
        partition,
        number);
  }
}
