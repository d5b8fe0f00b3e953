package io.skuline.store.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Migrates the shards and checks that each has the configured slots. A shard that is unavailable
 * stops nothing: it is prepared when it is back. Only a new layout needs all shards at once. A new
 * shard has nothing to sell until its ledger has read the whole journal, so the open epoch ends,
 * and the next one waits for every shard.
 */
public final class ShardPreparation {

  private static final Logger log = LoggerFactory.getLogger(ShardPreparation.class);

  private static final int RETRY_SECONDS = 2;

  private final JdbcTemplate home;
  private final TransactionTemplate homeTransaction;
  private final List<Part> parts;
  private final int patience;
  private final String layout;
  private final ConcurrentHashMap<Integer, Boolean> prepared = new ConcurrentHashMap<>();
  private final ReentrantLock preparing = new ReentrantLock();

  /** A shard as it is configured. */
  record Part(Shard shard, SlotSet slots, boolean home) {

    @Override
    public String toString() {
      return (home ? "home " : "") + slots;
    }
  }

  /**
   * @param home the database of {@code spring.datasource}, migrated
   * @param patience how often to look again for the shards of a new layout
   */
  ShardPreparation(
      JdbcTemplate home, TransactionTemplate homeTransaction, List<Part> parts, int patience) {
    this.home = home;
    this.homeTransaction = homeTransaction;
    this.parts = parts;
    this.patience = patience;
    this.layout = String.join("; ", parts.stream().map(Part::toString).toList());
  }

  /**
   * Prepares the shards. It is to be called once, before anything is decided or stored.
   *
   * @throws IllegalStateException if a database has other slots, or if the layout is new and a
   *     shard is unavailable or has stock of another shard
   */
  void begin() {
    boolean known = layout.equals(knownLayout());
    List<String> unavailable = new ArrayList<>();
    for (Part part : parts) {
      try {
        prepare(part, known ? 0 : patience);
      } catch (DataAccessException | FlywayException e) {
        unavailable.add(part.shard() + " (" + e.getMessage() + ")");
      }
    }
    if (parts.stream().noneMatch(Part::home)) {
      ShardClaim.requireNone(home);
    }
    if (known) {
      unavailable.forEach(shard -> log.warn("Not there yet, its ledger waits: {}", shard));
      return;
    }
    if (!unavailable.isEmpty()) {
      throw new IllegalStateException(
          "The layout of the shards is new, so all of them must be there; away: " + unavailable);
    }
    parts.forEach(part -> ShardClaim.requireNothingElse(part.shard().jdbc(), part.slots()));
    homeTransaction.executeWithoutResult(status -> adopt());
  }

  /** Before there were shards, everything was in the home database. */
  private String knownLayout() {
    List<String> known = home.queryForList("SELECT shards FROM ledger_layout", String.class);
    return known.isEmpty() ? "home " + SlotSet.all() : known.get(0);
  }

  private void adopt() {
    home.update(
        """
        INSERT INTO ledger_layout (id, shards) VALUES (1, ?)
        ON DUPLICATE KEY UPDATE shards = VALUES(shards)
        """,
        layout);
    int ended =
        home.update(
            """
            UPDATE epoch SET epoch = GREATEST(latest, epoch) + 1, is_open = FALSE
            WHERE is_open = TRUE
            """);
    log.info("Shards: {}{}", layout, ended > 0 ? "; a new epoch begins" : "");
  }

  /**
   * Makes sure that a shard is what it should be; this is quick once it is known.
   *
   * @throws RuntimeException if the shard is unavailable, or has other slots, or if another thread
   *     is finding that out: threads that waited for each other's attempts would wait for all of
   *     them
   */
  public void require(int shard) {
    if (prepared.containsKey(shard)) {
      return;
    }
    if (!preparing.tryLock()) {
      throw new IllegalStateException(parts.get(shard).shard() + " is not prepared yet");
    }
    try {
      prepare(parts.get(shard), 0);
    } finally {
      preparing.unlock();
    }
  }

  private void prepare(Part part, int retries) {
    if (!part.home()) {
      Flyway.configure()
          .dataSource(part.shard().primary())
          .connectRetries(retries)
          .connectRetriesInterval(RETRY_SECONDS)
          .load()
          .migrate();
    }
    ShardClaim.require(part.shard().jdbc(), part.slots());
    prepared.put(part.shard().number(), true);
  }
}
