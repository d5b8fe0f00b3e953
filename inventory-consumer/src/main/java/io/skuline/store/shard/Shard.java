package io.skuline.store.shard;

import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A database that has the stock and the movements of some SKUs. */
public final class Shard {

  private static final Logger log = LoggerFactory.getLogger(Shard.class);

  private final int number;
  private final DataSource primary;
  private final @Nullable DataSource replica;
  private final JdbcTemplate jdbc;
  private final @Nullable JdbcTemplate lagging;
  private final TransactionTemplate transaction;

  /**
   * @param number the number of the shard, from 0
   * @param replica null if there is none
   */
  public Shard(int number, DataSource primary, @Nullable DataSource replica) {
    this.number = number;
    this.primary = primary;
    this.replica = replica;
    this.jdbc = new JdbcTemplate(primary);
    this.lagging = replica == null ? null : new JdbcTemplate(replica);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(primary));
    this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
  }

  /**
   * Returns the same database for reads that must not take long.
   *
   * @param pool connections to its primary
   * @param mostSeconds after this time a statement is ended, and fails
   */
  Shard reading(DataSource pool, int mostSeconds) {
    Shard reading = new Shard(number, pool, null);
    reading.jdbc.setQueryTimeout(mostSeconds);
    return reading;
  }

  public int number() {
    return number;
  }

  public DataSource primary() {
    return primary;
  }

  public @Nullable DataSource replica() {
    return replica;
  }

  /** Returns the template of the primary. */
  public JdbcTemplate jdbc() {
    return jdbc;
  }

  /**
   * Reads the replica, which may lag; reads the primary if there is no replica, or if it does not
   * answer.
   */
  public <T> T reading(Function<JdbcTemplate, T> read) {
    if (lagging != null) {
      try {
        return read.apply(lagging);
      } catch (DataAccessException e) {
        log.debug("The replica of {} does not answer", this, e);
      }
    }
    return read.apply(jdbc);
  }

  /** Returns the template for transactions of the primary, which are READ COMMITTED. */
  public TransactionTemplate transaction() {
    return transaction;
  }

  @Override
  public String toString() {
    return "shard " + number;
  }
}
