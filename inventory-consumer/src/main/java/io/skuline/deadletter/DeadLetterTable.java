package io.skuline.deadletter;

import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.store.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the table of dead letters. It runs in its caller's transaction.
 *
 * @see ReplayedDeadLetters what replays do to dead letters
 */
final class DeadLetterTable {

  /**
   * How many of one order are read from each end: more than a batch has, and few enough that
   * duplicates do not fill the memory.
   */
  private static final int MOST_UNSETTLED = 256;

  /** Every statement takes locks in the order of ids, by the primary key and no other index. */
  static final String IN_ORDER = " FORCE INDEX (PRIMARY) WHERE id IN (";

  private final JdbcTemplate jdbc;
  private final DeadLetterInsert rows;

  /**
   * @param orderEvents the topic whose dead letters wait for each other
   */
  DeadLetterTable(JdbcTemplate jdbc, String orderEvents) {
    this.jdbc = jdbc;
    this.rows = new DeadLetterInsert(jdbc, orderEvents);
  }

  /**
   * @param replays the number of its latest replay; 0 if it was never replayed
   * @param parkedReplay its latest replay that was parked again; 0 if none was
   */
  record Known(
      long id,
      String key,
      DeadLetterState state,
      int replays,
      int parkedReplay,
      @Nullable Long run) {}

  private static final String KNOWN =
      "SELECT id, letter_key, state, replays, parked_replay, run_id FROM dead_letter";

  /** Returns what is stored of a dead letter, locked; null if nothing is. */
  @Nullable Known lock(String key) {
    return jdbc
        .query(KNOWN + " WHERE letter_key = ? FOR UPDATE", (row, n) -> known(row), key)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Returns the same of several dead letters, by id; those that are not stored are left out. */
  List<Known> lock(Collection<String> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<Long> ids =
        jdbc.queryForList(
            """
            SELECT id FROM dead_letter WHERE letter_key IN (%s)
            """
                .formatted(SqlText.marks(keys.size())),
            Long.class,
            keys.toArray());
    return ids.isEmpty()
        ? List.of()
        : jdbc.query(
            KNOWN + IN_ORDER + SqlText.marks(ids.size()) + ") ORDER BY id FOR UPDATE",
            (row, n) -> known(row),
            ids.toArray());
  }

  private static Known known(ResultSet row) throws SQLException {
    return new Known(
        row.getLong(1),
        row.getString(2),
        DeadLetterState.valueOf(row.getString(3)),
        row.getInt(4),
        row.getInt(5),
        row.getObject(6, Long.class));
  }

  /**
   * Stores a new dead letter.
   *
   * @return its id; 0 if it is stored already
   */
  long insert(DeadLetter letter) {
    return rows.insert(letter);
  }

  /** Stores a dead letter from an export; otherwise the same. */
  long insert(ExportedDeadLetter letter) {
    return rows.insert(letter);
  }

  /** Records that the dead letter was replayed and has been parked again. */
  void parkAgain(Known known, DeadLetter letter) {
    jdbc.update(
        """
        UPDATE dead_letter
        SET state = ?, reason = ?, error = ?, attempts = attempts + ?, parked_replay = ?,
          last_seen = ?, run_id = NULL WHERE id = ?
        """,
        DeadLetterState.PARKED.name(),
        letter.reason().name(),
        letter.error(),
        letter.attempts(),
        letter.replay(),
        letter.seenAt(),
        known.id());
    rows.insertSkus(known.id(), letter.heldBy(), List.of());
  }

  /** Records that the replays of these dead letters were answered. */
  void settle(List<Long> ids) {
    if (!ids.isEmpty()) {
      jdbc.update(
          """
          UPDATE dead_letter FORCE INDEX (PRIMARY) SET state = 'REPLAYED', run_id = NULL
          WHERE id IN (%s)
          """
              .formatted(SqlText.marks(ids.size())),
          ids.toArray());
    }
  }

  boolean discard(long id) {
    return jdbc.update(
            "UPDATE dead_letter SET state = ? WHERE id = ? AND state = 'PARKED' AND run_id IS NULL",
            DeadLetterState.DISCARDED.name(),
            id)
        == 1;
  }

  /**
   * Stores a corrected body; the order and the SKUs that the dead letter is about may change with
   * it.
   */
  boolean edit(long id, byte[] body, Original corrected) {
    Subject subject = Subject.of(corrected);
    boolean edited =
        jdbc.update(
                """
                UPDATE dead_letter SET edited_body = ?, order_id = ?, in_order_of = ?
                WHERE id = ? AND run_id IS NULL
                """,
                body,
                subject.orderId(),
                rows.inOrderOf(corrected.topic(), subject),
                id)
            == 1;
    if (edited) {
      jdbc.update("DELETE FROM dead_letter_sku WHERE letter_id = ?", id);
      rows.insertSkus(id, subject.skus(), List.of());
    }
    return edited;
  }

  /**
   * Reads the first and the last of each order. A dead letter whose turn has come is among the
   * first, and an event that must wait for all of them waits behind the last.
   */
  Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    List<String> parts = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (String order : orderIds) {
      for (String direction : List.of("", " DESC")) {
        parts.add(
            "(SELECT in_order_of, letter_key, position, id FROM dead_letter WHERE in_order_of = ?"
                + " AND state IN ('PARKED', 'REPLAYING') ORDER BY position%1$s, id%1$s LIMIT %2$d)"
                    .formatted(direction, MOST_UNSETTLED));
        values.add(order);
      }
    }
    Map<String, List<Unsettled>> found = new HashMap<>();
    jdbc.query(
        String.join(" UNION ", parts),
        row -> {
          found
              .computeIfAbsent(row.getString(1), order -> new ArrayList<>())
              .add(new Unsettled(row.getString(2), row.getLong(3), row.getLong(4)));
        },
        values.toArray());
    return found;
  }
}
