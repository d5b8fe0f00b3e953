package io.skuline.deadletter;

import io.skuline.store.SqlText;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Inserts dead letters, each with the SKUs that it is about. It runs in its caller's transaction.
 */
final class DeadLetterInsert {

  private final JdbcTemplate jdbc;
  private final String orderEvents;

  /**
   * @param orderEvents the topic whose dead letters wait for each other
   */
  DeadLetterInsert(JdbcTemplate jdbc, String orderEvents) {
    this.jdbc = jdbc;
    this.orderEvents = orderEvents;
  }

  /**
   * Stores a new dead letter.
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

  /** Stores a dead letter from an export; otherwise the same. */
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

  /** Returns the order whose dead letters are replayed in turn; null if this is not one of them. */
  @Nullable String inOrderOf(String topic, Subject subject) {
    return topic.equals(orderEvents) ? subject.orderId() : null;
  }

  /**
   * Inserts in sorted order, like everything that several writers write; rows that are there stay.
   */
  void insertSkus(long id, List<String> skus, List<String> others) {
    Set<String> sorted = new TreeSet<>(skus);
    sorted.addAll(others);
    jdbc.batchUpdate(
        "INSERT IGNORE INTO dead_letter_sku (sku_id, letter_id) VALUES (?, ?)",
        sorted.stream().map(sku -> new Object[] {sku, id}).toList());
  }
}
