package io.skuline.store;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.Assert;

/** The table {@code epoch}. */
public record EpochTable(JdbcTemplate jdbc) implements Epochs {

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
    int rows =
        jdbc.update(
            "UPDATE epoch SET epoch = ?, is_open = FALSE, partitions = ? WHERE id = 1 AND epoch = ?",
            number,
            partitions,
            before.number());
    requireOne(rows, before.number());
  }

  @Override
  public void open(Epoch epoch) {
    int rows =
        jdbc.update(
            """
            UPDATE epoch SET is_open = TRUE, recall_until = ?, partitions = ? WHERE id = 1 AND epoch = ?
              AND NOT is_open
            """,
            epoch.recallUntil().toEpochMilli(),
            epoch.partitions(),
            epoch.number());
    requireOne(rows, epoch.number());
  }

  @Override
  public void close(long number) {
    jdbc.update("UPDATE epoch SET is_open = FALSE WHERE id = 1 AND epoch = ?", number);
  }

  private static void requireOne(int rows, long number) {
    Assert.state(rows == 1, () -> "Another instance has begun an epoch after " + number);
  }
}
