package io.skuline.store;

import io.skuline.event.StockLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code quarantine} of one shard: every stay of a SKU in quarantine. */
public final class QuarantineTable {

  private static final int MOST_LISTED = 1000;
  private static final int LONGEST_TEXT = 1024;

  private final JdbcTemplate jdbc;
  private final Clock clock;

  public QuarantineTable(JdbcTemplate jdbc) {
    this(jdbc, Clock.systemUTC());
  }

  QuarantineTable(JdbcTemplate jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Returns those of the SKUs that are in quarantine. An engine asks after it has locked the stock
   * rows that it is to move, because putting a SKU into quarantine locks its row first.
   */
  public Set<String> among(Collection<String> skus) {
    Set<String> held = new HashSet<>();
    for (List<String> some : SqlText.chunks(skus)) {
      held.addAll(
          jdbc.queryForList(
              "SELECT open_sku FROM quarantine WHERE open_sku IN (%s)"
                  .formatted(SqlText.marks(some.size())),
              String.class,
              some.toArray()));
    }
    return held;
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException if the SKU is in quarantine already
   */
  void open(Mismatch mismatch) {
    StockLevel decided = mismatch.decided();
    StockLevel stored = mismatch.stored();
    jdbc.update(
        """
        INSERT INTO quarantine (sku_id, open_sku, kind, why, decided_available, decided_sequence,
          stored_available, stored_sequence, found_at) VALUES (?,?,?,?,?,?,?,?,?)
        """,
        mismatch.sku(),
        mismatch.sku(),
        mismatch.kind().name(),
        shortened(mismatch.why()),
        available(decided),
        sequence(decided),
        available(stored),
        sequence(stored),
        clock.millis());
  }

  /** Returns all SKUs in quarantine. */
  public Set<String> openSkus() {
    return new HashSet<>(
        jdbc.queryForList(
            "SELECT open_sku FROM quarantine WHERE open_sku IS NOT NULL", String.class));
  }

  /** Returns the open stays, by SKU; at most {@value #MOST_LISTED}. */
  List<QuarantineRecord> allOpen() {
    return jdbc.query(
        "SELECT * FROM quarantine WHERE open_sku IS NOT NULL ORDER BY open_sku LIMIT "
            + MOST_LISTED,
        (row, n) -> read(row));
  }

  /** Returns a SKU's open row, locked until the transaction ends. */
  Optional<QuarantineRecord> lockOpen(String sku) {
    return jdbc
        .query("SELECT * FROM quarantine WHERE open_sku = ? FOR UPDATE", (row, n) -> read(row), sku)
        .stream()
        .findFirst();
  }

  /** Returns every stay of a SKU, the latest first. */
  List<QuarantineRecord> of(String sku) {
    return jdbc.query(
        "SELECT * FROM quarantine WHERE sku_id = ? ORDER BY id DESC LIMIT " + MOST_LISTED,
        (row, n) -> read(row),
        sku);
  }

  /** Returns stays that ended before this place, the latest end first. */
  List<QuarantineRecord> releasedBefore(TimeKey key, int limit) {
    return jdbc.query(
        """
        SELECT * FROM quarantine WHERE (released_at, sku_id, id) < (?, ?, ?)
          ORDER BY released_at DESC, sku_id DESC, id DESC LIMIT ?
        """,
        (row, n) -> read(row),
        key.millis(),
        key.sku(),
        key.id(),
        limit);
  }

  /** Returns stays that ended after this place, the earliest end first. */
  List<QuarantineRecord> releasedAfter(TimeKey key, int limit) {
    return jdbc.query(
        """
        SELECT * FROM quarantine WHERE (released_at, sku_id, id) > (?, ?, ?)
          ORDER BY released_at, sku_id, id LIMIT ?
        """,
        (row, n) -> read(row),
        key.millis(),
        key.sku(),
        key.id(),
        limit);
  }

  void release(long id, ReleaseMode mode, String who, String note, @Nullable StockLevel level) {
    jdbc.update(
        """
        UPDATE quarantine SET open_sku = NULL, released_at = ?, released_by = ?, released_how = ?,
          note = ?, released_available = ?, released_sequence = ? WHERE id = ?
        """,
        clock.millis(),
        who.substring(0, Math.min(64, who.length())),
        mode.name(),
        shortened(note),
        available(level),
        sequence(level),
        id);
  }

  private static QuarantineRecord read(ResultSet row) throws SQLException {
    boolean open = row.getString("open_sku") != null;
    return new QuarantineRecord(
        row.getLong("id"),
        row.getString("sku_id"),
        Mismatch.Kind.valueOf(row.getString("kind")),
        row.getString("why"),
        level(row, "decided"),
        level(row, "stored"),
        Instant.ofEpochMilli(row.getLong("found_at")),
        open ? QuarantineRecord.State.OPEN : QuarantineRecord.State.RELEASED,
        open ? null : release(row));
  }

  private static QuarantineRecord.Release release(ResultSet row) throws SQLException {
    return new QuarantineRecord.Release(
        Instant.ofEpochMilli(row.getLong("released_at")),
        row.getString("released_by"),
        ReleaseMode.valueOf(row.getString("released_how")),
        row.getString("note"),
        level(row, "released"));
  }

  private static @Nullable StockLevel level(ResultSet row, String of) throws SQLException {
    Long available = row.getObject(of + "_available", Long.class);
    Long sequence = row.getObject(of + "_sequence", Long.class);
    return available == null || sequence == null ? null : new StockLevel(available, sequence);
  }

  private static @Nullable Long available(@Nullable StockLevel level) {
    return level == null ? null : level.available();
  }

  private static @Nullable Long sequence(@Nullable StockLevel level) {
    return level == null ? null : level.sequence();
  }

  private static String shortened(String text) {
    return text.substring(0, Math.min(LONGEST_TEXT, text.length()));
  }
}
