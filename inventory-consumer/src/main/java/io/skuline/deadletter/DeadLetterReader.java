package io.skuline.deadletter;

import io.skuline.event.Limits;
import io.skuline.store.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the table of dead letters. It keeps no more than a page in memory, and no bodies. */
final class DeadLetterReader {

  static final int MAX_PAGE = 1000;

  private static final String COLUMNS =
      "l.id, l.state, l.reason, l.error, l.collected_from, l.consumer_group, l.topic,"
          + " l.message_group, l.message_id, l.headers, l.order_id, l.attempts, l.replays,"
          + " l.born_at, l.first_seen, l.last_seen, l.edited_body IS NOT NULL AS edited,"
          + " LENGTH(l.body) AS bytes, l.run_id";

  private final JdbcTemplate jdbc;

  DeadLetterReader(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Returns a page in the order of ids.
   *
   * @param after the last id of the page before; 0 for the first page
   * @param limit 1 to {@value #MAX_PAGE}
   */
  List<DeadLetterSummary> page(DeadLetterFilter filter, long after, int limit) {
    Limits.requireBetween("limit", limit, 1, MAX_PAGE);
    DeadLetterFilter.Condition condition = filter.condition();
    List<Object> values = new ArrayList<>(condition.values());
    values.add(after);
    values.add(limit);
    return withSkus(
        jdbc.query(
            """
            SELECT %s FROM dead_letter l WHERE %s AND l.id > ? ORDER BY l.id LIMIT ?
            """
                .formatted(COLUMNS, condition.sql()),
            (row, n) -> letter(row),
            values.toArray()));
  }

  /** Returns a page with ids before this one, the newest first. */
  List<DeadLetterSummary> newest(DeadLetterFilter filter, long before, int limit) {
    DeadLetterFilter.Condition condition = filter.condition();
    List<Object> values = new ArrayList<>(condition.values());
    values.add(before);
    values.add(limit);
    return withSkus(
        jdbc.query(
            """
            SELECT %s FROM dead_letter l WHERE %s AND l.id < ? ORDER BY l.id DESC LIMIT ?
            """
                .formatted(COLUMNS, condition.sql()),
            (row, n) -> letter(row),
            values.toArray()));
  }

  /** Returns how many there are of each state and reason that match. */
  List<DeadLetterBrowser.Count> counts(DeadLetterFilter filter) {
    DeadLetterFilter.Condition condition = filter.condition();
    return jdbc.query(
        """
        SELECT l.state, l.reason, COUNT(*) FROM dead_letter l WHERE %s
        GROUP BY l.state, l.reason
        """
            .formatted(condition.sql()),
        (row, n) ->
            new DeadLetterBrowser.Count(
                DeadLetterState.valueOf(row.getString(1)), row.getString(2), row.getLong(3)),
        condition.values().toArray());
  }

  /** Returns the ids of such a page. */
  List<Long> ids(DeadLetterFilter filter, long after, int limit) {
    DeadLetterFilter.Condition condition = filter.condition();
    List<Object> values = new ArrayList<>(condition.values());
    values.add(after);
    values.add(limit);
    return jdbc.queryForList(
        """
        SELECT l.id FROM dead_letter l WHERE %s AND l.id > ? ORDER BY l.id LIMIT ?
        """
            .formatted(condition.sql()),
        Long.class,
        values.toArray());
  }

  Optional<DeadLetterSummary> one(long id) {
    return withSkus(
            jdbc.query(
                "SELECT " + COLUMNS + " FROM dead_letter l WHERE l.id = ?",
                (row, n) -> letter(row),
                id))
        .stream()
        .findFirst();
  }

  /**
   * @param edited null if the body was not corrected
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record Content(
      String key, MessageHeaders headers, byte[] body, byte @Nullable [] edited, long position) {

    /** Returns the body that is replayed. */
    byte[] current() {
      return edited == null ? body : edited;
    }
  }

  Content content(long id) {
    return jdbc.queryForObject(
        "SELECT letter_key, headers, body, edited_body, position FROM dead_letter WHERE id = ?",
        (row, n) ->
            new Content(
                row.getString(1),
                MessageHeaders.read(row.getString(2)),
                row.getBytes(3),
                row.getBytes(4),
                row.getLong(5)),
        id);
  }

  /** Returns everything that another database needs of a dead letter. */
  ExportedDeadLetter exported(DeadLetterSummary letter) {
    Content content = content(letter.id());
    return new ExportedDeadLetter(
        content.key(),
        letter.state(),
        letter.reason(),
        letter.error(),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.topic(),
        letter.tag(),
        letter.keys(),
        letter.messageGroup(),
        letter.messageId(),
        content.headers().properties(),
        letter.attempts(),
        letter.replays(),
        content.position(),
        letter.bornAt(),
        letter.firstSeen(),
        letter.lastSeen(),
        content.body(),
        content.edited());
  }

  private List<DeadLetterSummary> withSkus(List<DeadLetterSummary> deadLetters) {
    if (deadLetters.isEmpty()) {
      return deadLetters;
    }
    Map<Long, List<String>> skus = new HashMap<>();
    jdbc.query(
        """
        SELECT letter_id, sku_id FROM dead_letter_sku WHERE letter_id IN (%s)
        ORDER BY letter_id, sku_id
        """
            .formatted(SqlText.marks(deadLetters.size())),
        row -> {
          skus.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getString(2));
        },
        deadLetters.stream().map(DeadLetterSummary::id).toArray());
    return deadLetters.stream()
        .map(letter -> letter.withSkus(skus.getOrDefault(letter.id(), List.of())))
        .toList();
  }

  private static DeadLetterSummary letter(ResultSet row) throws SQLException {
    MessageHeaders headers = MessageHeaders.read(row.getString("headers"));
    return new DeadLetterSummary(
        row.getLong("id"),
        DeadLetterState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("error"),
        row.getString("collected_from"),
        row.getString("consumer_group"),
        row.getString("topic"),
        headers.tag(),
        headers.keys(),
        row.getString("message_group"),
        row.getString("message_id"),
        row.getString("order_id"),
        List.of(),
        row.getInt("attempts"),
        row.getInt("replays"),
        instant(row, "born_at"),
        Instant.ofEpochMilli(row.getLong("first_seen")),
        Instant.ofEpochMilli(row.getLong("last_seen")),
        row.getBoolean("edited"),
        row.getLong("bytes"),
        row.getObject("run_id", Long.class));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Long millis = row.getObject(column, Long.class);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
