package io.skuline.system;

import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.wire.EventCodec;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** A large number of dead letters, written into the table as if they had been collected. */
final class ManyDeadLetters {

  private static final int AT_ONCE = 500;

  private ManyDeadLetters() {}

  static void park(Installation installation, String sku, int count) {
    JdbcTemplate jdbc = installation.jdbc();
    EventCodec codec = new EventCodec();
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OrderCreated order =
          new OrderCreated(sku + "-" + i, Shop.now(), List.of(new OrderLine(sku, 1)));
      rows.add(
          new Object[] {
            // They are like those of many shops, whose orders come mixed: in another order than
            // their positions.
            "many/%02d-%s-%d".formatted(i * 7 % 16, sku, i),
            installation.topic("order-events"),
            sku,
            "{\"tag\":\"OrderCreated\",\"keys\":[\"%s\"],\"properties\":{}}"
                .formatted(order.orderId()),
            order.orderId(),
            order.orderId(),
            order.orderId(),
            i,
            codec.encode(order)
          });
      if (rows.size() == AT_ONCE || i == count - 1) {
        store(jdbc, rows);
        rows.clear();
      }
    }
    jdbc.update(
        "INSERT INTO dead_letter_sku (sku_id, letter_id) SELECT ?, id FROM dead_letter WHERE"
            + " message_group = ? ORDER BY id",
        sku,
        sku);
  }

  private static void store(JdbcTemplate jdbc, List<Object[]> rows) {
    jdbc.batchUpdate(
        "INSERT INTO dead_letter (letter_key, state, reason, error, collected_from, topic,"
            + " message_group, message_id, headers, message_key, order_id, in_order_of, position,"
            + " body, attempts, replays, parked_replay, first_seen, last_seen) VALUES (?, 'PARKED',"
            + " 'FAILED', '"
            + "x".repeat(100)
            + "', 'test', ?, ?, 'id', ?, ?, ?, ?, ?, ?, 1, 0, 0, 1, 1)",
        rows);
  }
}
