package io.skuline.deadletter;

import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.store.SqlText;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Writes the table of dead letters. Runs in its caller's transaction.
 *
 * @see ReplayedDeadLetters what replays do to them
 */
final class DeadLetterTable {

  /**
   * Of one order, from each end: more than a batch has, so that nobody's duplicates fill memory.
   */
  private static final int MOST_UNSETTLED = 256;

  /** Locks come in the order of ids, whoever takes them: by the primary key, and no other index. */
  static final String IN_ORDER = " FORCE INDEX (PRIMARY) WHERE id IN (";

  private final JdbcTemplate jdbc;
  private final String orderEvents;

  /**
   * @param orderEvents the topic whose letters wait for each other
   */
  DeadLetterTable(JdbcTemplate jdbc, String orderEvents) {
    this.jdbc = jdbc;
    this.orderEvents = orderEvents;
  }

  /**
   * @param replays the number of its latest replay; 0 if it was never replayed
   * @param parkedReplay the latest replay of it that was parked again; 0 if none was
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

  /** What is stored of a letter, locked; null if nothing is. */
  @Nullable Known lock(String key) {
    return jdbc
        .query(KNOWN + " WHERE letter_key = ? FOR UPDATE", (row, n) -> known(row), key)
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** The same of several, by id; those that are not stored are left out. */
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
   * Stores a new letter.
   *
   * @return its id; 0 if it is stored already
   */
  long insert(DeadLetter letter) {
    return insert(
        letter.original(),
        letter.key(),
        DeadLetterState.PARKED,
        letter.reason().name(),
        letter.error(),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.position(),
        null,
        letter.attempts(),
        letter.replay(),
        letter.seenAt(),
        letter.seenAt(),
        letter.heldBy());
  }

  /** The same, from an export. */
  long insert(ExportedDeadLetter letter) {
    return insert(
        new Original(
            letter.topic(),
            letter.messageId(),
            letter.tag(),
            letter.keys(),
            letter.messageGroup(),
            letter.properties(),
            letter.bornAt() == null ? null : letter.bornAt().toEpochMilli(),
            letter.bodyBase64()),
        letter.key(),
        letter.state() == DeadLetterState.REPLAYING ? DeadLetterState.PARKED : letter.state(),
        SqlText.cut(letter.reason(), 32),
        SqlText.cut(letter.error(), 1024),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.position(),
        letter.editedBodyBase64(),
        letter.attempts(),
        letter.replays(),
        letter.firstSeen().toEpochMilli(),
        letter.lastSeen().toEpochMilli(),
        List.of());
  }

  private long insert(
      Original original,
      String key,
      DeadLetterState state,
      String reason,
      String error,
      String collectedFrom,
      @Nullable String consumerGroup,
      long position,
      byte @Nullable [] edited,
      int attempts,
      int replays,
      long firstSeen,
      long lastSeen,
      List<String> heldBy) {
    Subject subject = Subject.of(edited == null ? original : original.withBody(edited));
    List<String> keys = original.keys();
    Object[] values = {
      SqlText.cut(key, 255),
      state.name(),
      reason,
      error,
      SqlText.cut(collectedFrom, 255),
      SqlText.cut(consumerGroup, 255),
      SqlText.cut(original.topic(), 255),
      SqlText.cut(original.group(), 64),
      SqlText.cut(original.messageId(), 64),
      MessageHeaders.of(original).json(),
      SqlText.cut(original.tag(), 128),
      keys.isEmpty() ? null : SqlText.cut(keys.get(0), 64),
      subject.orderId(),
      inOrderOf(original.topic(), subject),
      position,
      original.body(),
      edited,
      attempts,
      replays,
      replays,
      original.bornAt(),
      firstSeen,
      lastSeen
    };
    GeneratedKeyHolder generated = new GeneratedKeyHolder();
    int inserted =
        jdbc.update(
            connection -> {
              PreparedStatement insert =
                  connection.prepareStatement(
                      """
                      INSERT IGNORE INTO dead_letter (letter_key, state, reason, error, collected_from,
                        consumer_group, topic, message_group, message_id, headers, tag, message_key, order_id,
                        in_order_of, position, body, edited_body, attempts, replays, parked_replay, born_at,
                        first_seen, last_seen)
                      VALUES (%s)
                      """
                          .formatted(SqlText.marks(values.length)),
                      Statement.RETURN_GENERATED_KEYS);
              for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
              }
              return insert;
            },
            generated);
    if (inserted == 0) {
      return 0;
    }
    long id = generated.getKey().longValue();
    insertSkus(id, subject.skus(), heldBy);
    return id;
  }

  /** The letter was replayed and has been parked again. */
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
    insertSkus(known.id(), letter.heldBy(), List.of());
  }

  /** Their replays were answered. */
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

  /** Stores a corrected body; what the letter is about may have changed with it. */
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
                inOrderOf(corrected.topic(), subject),
                id)
            == 1;
    if (edited) {
      jdbc.update("DELETE FROM dead_letter_sku WHERE letter_id = ?", id);
      insertSkus(id, subject.skus(), List.of());
    }
    return edited;
  }

  /**
   * Of each order the first and the last: a letter of which the turn has come is among the first,
   * and what must wait for all of them waits behind the last.
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

  private @Nullable String inOrderOf(String topic, Subject subject) {
    return topic.equals(orderEvents) ? subject.orderId() : null;
  }

  /** Sorted, like everything that several writers write; those that are there stay. */
  private void insertSkus(long id, List<String> skus, List<String> others) {
    Set<String> sorted = new TreeSet<>(skus);
    sorted.addAll(others);
    jdbc.batchUpdate(
        "INSERT IGNORE INTO dead_letter_sku (sku_id, letter_id) VALUES (?, ?)",
        sorted.stream().map(sku -> new Object[] {sku, id}).toList());
  }
}
