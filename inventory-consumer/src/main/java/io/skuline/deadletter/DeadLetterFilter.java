package io.skuline.deadletter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the dead letters that match every given field.
 *
 * @param topic the topic to which they belong
 * @param group the consumer group that gave them up
 * @param order an order id, or any other message key
 * @param since first seen at this instant or later
 * @param until first seen before this instant
 */
public record DeadLetterFilter(
    @Nullable DeadLetterState state,
    @Nullable ParkReason reason,
    @Nullable String topic,
    @Nullable String tag,
    @Nullable String group,
    @Nullable String sku,
    @Nullable String order,
    @Nullable Instant since,
    @Nullable Instant until) {

  /** Selects all dead letters. */
  public static final DeadLetterFilter ALL =
      new DeadLetterFilter(null, null, null, null, null, null, null, null, null);

  /** Returns the same filter, restricted to parked dead letters unless it names a state. */
  DeadLetterFilter parkedOnly() {
    return new DeadLetterFilter(
        state == null ? DeadLetterState.PARKED : state,
        reason,
        topic,
        tag,
        group,
        sku,
        order,
        since,
        until);
  }

  /** A condition on {@code dead_letter l}, and its values. */
  record Condition(String sql, List<Object> values) {}

  Condition condition() {
    StringBuilder sql = new StringBuilder("1 = 1");
    List<Object> values = new ArrayList<>();
    add(sql, values, "l.state = ?", state == null ? null : state.name());
    add(sql, values, "l.reason = ?", reason == null ? null : reason.name());
    add(sql, values, "l.topic = ?", topic);
    add(sql, values, "l.tag = ?", tag);
    add(sql, values, "l.consumer_group = ?", group);
    add(sql, values, "l.id IN (SELECT letter_id FROM dead_letter_sku WHERE sku_id = ?)", sku);
    add(sql, values, "(l.order_id = ? OR l.message_key = ?)", order);
    if (order != null) {
      values.add(order);
    }
    add(sql, values, "l.first_seen >= ?", since == null ? null : since.toEpochMilli());
    add(sql, values, "l.first_seen < ?", until == null ? null : until.toEpochMilli());
    return new Condition(sql.toString(), values);
  }

  private static void add(
      StringBuilder sql, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      values.add(value);
    }
  }
}
