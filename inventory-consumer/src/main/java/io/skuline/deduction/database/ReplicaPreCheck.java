package io.skuline.deduction.database;

import io.skuline.event.StockLevel;
import io.skuline.store.DividedStockTable;
import io.skuline.store.ReplicationBeatTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks at read replicas, but not at one that lags too much: it would reject orders long after
 * units came in. A row that is written to the primary now and then, and read from the replica,
 * shows the lag. Only the primary's clock counts. A SKU whose units are divided over several rows
 * is never seen.
 */
final class ReplicaPreCheck implements PreCheck {

  private final Databases primaries;
  private final List<DataSource> replicas;
  private final Duration mostLag;
  private final List<Beat> beats;

  /**
   * @param replicas one for each shard
   * @param mostLag a replica whose data is older than this is not looked at
   */
  ReplicaPreCheck(Databases primaries, List<DataSource> replicas, Duration mostLag) {
    this.primaries = primaries;
    this.replicas = List.copyOf(replicas);
    this.mostLag = mostLag;
    this.beats =
        IntStream.range(0, replicas.size())
            .mapToObj(shard -> new Beat(primaries.each().get(shard), mostLag.dividedBy(4)))
            .toList();
  }

  @Override
  public Map<String, StockLevel> glance(Collection<String> skus) {
    Map<String, StockLevel> levels = new HashMap<>();
    try {
      for (Map.Entry<Integer, List<String>> part : primaries.layout().split(skus).entrySet()) {
        levels.putAll(look(part.getKey(), part.getValue()));
      }
    } catch (SQLException | DataAccessException e) {
      throw SqlFailure.giveUp(e);
    }
    return levels;
  }

  private Map<String, StockLevel> look(int shard, List<String> skus) throws SQLException {
    OptionalLong now = beats.get(shard).now();
    if (now.isEmpty()) {
      return Map.of();
    }
    try (Connection replica = replicas.get(shard).getConnection()) {
      // The beat is read before the stock, which can then only be newer.
      JdbcTemplate jdbc = ShardTransaction.jdbc(replica);
      OptionalLong shown = new ReplicationBeatTable(jdbc).read();
      boolean fresh =
          shown.isPresent() && now.getAsLong() - shown.getAsLong() <= mostLag.toMillis();
      return fresh ? new DividedStockTable(jdbc).undivided(skus) : Map.of();
    }
  }

  /** Has a primary write its time now and then. */
  private static final class Beat {

    private final DataSource primary;
    private final Duration every;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile Said said = new Said(OptionalLong.empty(), 0);

    /** The time that the primary gave, and when it was asked. */
    private record Said(OptionalLong millis, long askedNanos) {}

    Beat(DataSource primary, Duration every) {
      this.primary = primary;
      this.every = every;
    }

    /**
     * Returns the time by the primary's clock, or a little later; empty until the primary has given
     * it once.
     */
    OptionalLong now() throws SQLException {
      if (isDue() && writing.tryLock()) {
        try {
          if (isDue()) {
            write();
          }
        } finally {
          writing.unlock();
        }
      }
      Said last = said;
      return last.millis().isEmpty()
          ? last.millis()
          : OptionalLong.of(last.millis().getAsLong() + since(last).toMillis());
    }

    private boolean isDue() {
      Said last = said;
      return last.millis().isEmpty() || since(last).compareTo(every) >= 0;
    }

    private static Duration since(Said last) {
      return Duration.ofNanos(System.nanoTime() - last.askedNanos());
    }

    private void write() throws SQLException {
      long asked = System.nanoTime();
      try (Connection connection = primary.getConnection()) {
        ReplicationBeatTable table = new ReplicationBeatTable(ShardTransaction.jdbc(connection));
        table.write();
        said = new Said(table.read(), asked);
      }
    }
  }
}
