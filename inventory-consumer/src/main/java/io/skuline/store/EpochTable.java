package io.skuline.store;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code epoch}. */
public final class EpochTable implements Epochs {

  private final JdbcTemplate jdbc;

  public EpochTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Epoch current() {
    return jdbc.queryForObject(
        "SELECT epoch, is_open, recall_until, partitions FROM epoch WHERE id = 1",
        (row, n) ->
            new Epoch(
                row.getLong("epoch"),
                row.getBoolean("is_open"),
                Instant.ofEpochMilli(row.getLong("recall_until")),
                row.getInt("partitions")));
  }

  @Override
  public void begin(Epoch before, long number, int partitions) {
    requireOne(
        jdbc.update(
            "UPDATE epoch SET epoch = ?, is_open = FALSE, partitions = ? WHERE id = 1 AND epoch = ?",
            number,
            partitions,
            before.number()),
        "Another instance has begun an epoch after " + before.number());
  }

  @Override
  public void open(Epoch epoch) {
    requireOne(
        jdbc.update(
            """
            UPDATE epoch SET is_open = TRUE, recall_until = ?, partitions = ? WHERE id = 1 AND epoch = ?
              AND NOT is_open
            """,
            epoch.recallUntil().toEpochMilli(),
            epoch.partitions(),
            epoch.number()),
        "Another instance has begun an epoch after " + epoch.number());
  }

  @Override
  public void close(long number) {
    jdbc.update("UPDATE epoch SET is_open = FALSE WHERE id = 1 AND epoch = ?", number);
  }

  private static void requireOne(int rows, String otherwise) {
    if (rows != 1) {
      throw new IllegalStateException(otherwise);
    }
  }
}
