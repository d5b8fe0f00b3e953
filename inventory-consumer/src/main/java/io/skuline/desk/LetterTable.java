package io.skuline.desk;

import io.skuline.deadletter.DeadLetter;
import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.deadletter.Original;
import io.skuline.deadletter.Subject;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** Writes the table of dead letters. Runs in its caller's transaction. */
final class LetterTable {

  /** More than one order has, so that nobody's duplicates fill the memory. */
  private static final int MAX_UNSETTLED = 1000;

  private final JdbcTemplate jdbc;
  private final String orderEvents;

  /**
   * @param orderEvents the topic whose letters wait for each other
   */
  LetterTable(JdbcTemplate jdbc, String orderEvents) {
    this.jdbc = jdbc;
    this.orderEvents = orderEvents;
  }

  /**
   * @param parkedReplay the latest replay of it that was parked again; 0 if none was
   */
  record Known(
      long id, LetterState state, int replays, int parkedReplay, @Nullable Long run, long seen) {}

  /** What is stored of a letter, locked; null if nothing is. */
  @Nullable Known lock(String key) {
    return jdbc
        .query(
            "SELECT id, state, replays, parked_replay, run_id, last_seen FROM dead_letter"
                + " WHERE letter_key = ? FOR UPDATE",
            (row, n) ->
                new Known(
                    row.getLong(1),
                    LetterState.valueOf(row.getString(2)),
                    row.getInt(3),
                    row.getInt(4),
                    row.getObject(5, Long.class),
                    row.getLong(6)),
            key)
        .stream()
        .findFirst()
        .orElse(null);
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
        LetterState.PARKED,
        letter.reason().name(),
        letter.error(),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.position(),
        null,
        letter.attempts(),
        letter.replay(),
        letter.seenAt(),
        letter.seenAt());
  }

  /** The same, from an export. */
  long insert(ExportedLetter letter) {
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
        letter.state() == LetterState.REPLAYING ? LetterState.PARKED : letter.state(),
        Sql.cut(letter.reason(), 32),
        Sql.cut(letter.error(), 1024),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.position(),
        letter.editedBodyBase64(),
        letter.attempts(),
        letter.replays(),
        letter.firstSeen().toEpochMilli(),
        letter.lastSeen().toEpochMilli());
  }

  private long insert(
      Original original,
      String key,
      LetterState state,
      String reason,
      String error,
      String collectedFrom,
      @Nullable String consumerGroup,
      long position,
      byte @Nullable [] edited,
      int attempts,
      int replays,
      long firstSeen,
      long lastSeen) {
    Subject subject = Subject.of(edited == null ? original : original.withBody(edited));
    List<String> keys = original.keys();
    Object[] values = {
      Sql.cut(key, 255),
      state.name(),
      reason,
      error,
      Sql.cut(collectedFrom, 255),
      Sql.cut(consumerGroup, 255),
      Sql.cut(original.topic(), 255),
      Sql.cut(original.group(), 64),
      Sql.cut(original.messageId(), 64),
      Headers.of(original).json(),
      Sql.cut(original.tag(), 128),
      keys.isEmpty() ? null : Sql.cut(keys.get(0), 64),
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
                      "INSERT IGNORE INTO dead_letter (letter_key, state, reason, error,"
                          + " collected_from, consumer_group, topic, message_group, message_id,"
                          + " headers, tag, message_key, order_id, in_order_of, position, body,"
                          + " edited_body, attempts, replays, parked_replay, born_at, first_seen,"
                          + " last_seen) VALUES ("
                          + Sql.marks(values.length)
                          + ")",
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
    insertSkus(id, subject);
    return id;
  }

  /** The letter was replayed and has been parked again. */
  void parkAgain(Known known, DeadLetter letter) {
    jdbc.update(
        "UPDATE dead_letter SET state = ?, reason = ?, error = ?, attempts = attempts + ?,"
            + " parked_replay = ?, last_seen = ?, run_id = NULL WHERE id = ?",
        LetterState.PARKED.name(),
        letter.reason().name(),
        letter.error(),
        letter.attempts(),
        letter.replay(),
        letter.seenAt(),
        known.id());
  }

  /** Its replay was answered, or needs no answer. */
  void settle(long id) {
    jdbc.update(
        "UPDATE dead_letter SET state = ?, run_id = NULL WHERE id = ?",
        LetterState.REPLAYED.name(),
        id);
  }

  /** It was sent; unless it is settled by now, it waits for its answer. */
  void sent(long id, int replay) {
    jdbc.update(
        "UPDATE dead_letter SET replays = GREATEST(replays, ?), sent_at = "
            + Sql.NOW
            + ", state = IF(run_id IS NULL, state, 'REPLAYING') WHERE id = ?",
        replay,
        id);
  }

  /** It leaves the replay that it is in, as it was before. */
  void release(long id) {
    jdbc.update("UPDATE dead_letter SET run_id = NULL WHERE id = ?", id);
  }

  /**
   * Takes a letter into a replay if it may be, now.
   *
   * @param again whether a letter that was dealt with may be
   */
  boolean take(long id, long run, boolean again) {
    return jdbc.update(
            "UPDATE dead_letter SET run_id = ? WHERE id = ? AND run_id IS NULL"
                + (again ? "" : " AND state = 'PARKED'"),
            run,
            id)
        == 1;
  }

  boolean discard(long id) {
    return jdbc.update(
            "UPDATE dead_letter SET state = ? WHERE id = ? AND state = 'PARKED' AND run_id IS NULL",
            LetterState.DISCARDED.name(),
            id)
        == 1;
  }

  /** Stores a corrected body; what the letter is about may have changed with it. */
  boolean edit(long id, byte[] body, Original corrected) {
    Subject subject = Subject.of(corrected);
    boolean edited =
        jdbc.update(
                "UPDATE dead_letter SET edited_body = ?, order_id = ?, in_order_of = ?"
                    + " WHERE id = ? AND run_id IS NULL",
                body,
                subject.orderId(),
                inOrderOf(corrected.topic(), subject),
                id)
            == 1;
    if (edited) {
      jdbc.update("DELETE FROM dead_letter_sku WHERE letter_id = ?", id);
      insertSkus(id, subject);
    }
    return edited;
  }

  Map<String, List<Unsettled>> unsettledOf(Set<String> orderIds) {
    Map<String, List<Unsettled>> found = new HashMap<>();
    jdbc.query(
        "SELECT in_order_of, letter_key, position FROM dead_letter WHERE in_order_of IN ("
            + Sql.marks(orderIds.size())
            + ") AND state IN ('PARKED', 'REPLAYING') ORDER BY position DESC LIMIT "
            + MAX_UNSETTLED,
        row -> {
          found
              .computeIfAbsent(row.getString(1), order -> new ArrayList<>())
              .add(new Unsettled(row.getString(2), row.getLong(3)));
        },
        orderIds.toArray());
    return found;
  }

  private @Nullable String inOrderOf(String topic, Subject subject) {
    return topic.equals(orderEvents) ? subject.orderId() : null;
  }

  /** Sorted, like everything that several writers write. */
  private void insertSkus(long id, Subject subject) {
    jdbc.batchUpdate(
        "INSERT INTO dead_letter_sku (sku_id, letter_id) VALUES (?, ?)",
        new TreeSet<>(subject.skus()).stream().map(sku -> new Object[] {sku, id}).toList());
  }
}
