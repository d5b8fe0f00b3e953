package io.skuline.deadletter;

import io.skuline.store.EpochState;
import io.skuline.store.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds the dead letters that waited for SKUs which are released by now. It leaves alone what an
 * operator has dealt with since it was parked: a dead letter whose replay was refused or stopped,
 * or that came with an import.
 */
final class WaitingDeadLetters {

  private static final String FREE = " l.state = 'PARKED' AND l.run_id IS NULL";

  /** The more often a dead letter was sent in vain, the longer it waits for the next time. */
  private static final String NOT_TOO_SOON =
      " AND l.last_seen <= " + SqlText.NOW + " - 5000 * l.replays";

  private static final String NOT_DEALT_WITH =
      " AND COALESCE((SELECT a.outcome FROM dead_letter_action a WHERE a.letter_id = l.id"
          + " ORDER BY a.id DESC LIMIT 1), '') NOT IN ('REFUSED', 'STOPPED', 'IMPORTED')";

  /** A dead letter of the same order whose turn is before that of {@code l}. */
  private static final String EARLIER =
      "(SELECT 1 FROM dead_letter e WHERE e.in_order_of = l.in_order_of AND e.position <="
          + " l.position AND (e.position < l.position OR e.id < l.id) AND ";

  private final JdbcTemplate jdbc;
  private final List<Object> held;
  private final String notHeld;

  /**
   * @param quarantined the SKUs in quarantine
   * @param epochs tells which partitions of the stock are closed
   */
  WaitingDeadLetters(JdbcTemplate jdbc, Set<String> quarantined, EpochState epochs) {
    this.jdbc = jdbc;
    List<Integer> closed =
        IntStream.range(0, epochs.partitions())
            .filter(partition -> !epochs.epochs().get(partition).open())
            .boxed()
            .toList();
    // A stock that is not divided has no such dead letters.
    boolean partly = epochs.partitions() > 1 && !closed.isEmpty();
    this.held = new ArrayList<>(quarantined);
    if (partly) {
      held.addAll(closed);
    }
    this.notHeld =
        (quarantined.isEmpty() ? "" : without("s.sku_id", quarantined.size()))
            + (partly
                ? without(
                    "CRC32(s.sku_id) %% 1024 * %d DIV 1024".formatted(epochs.partitions()),
                    closed.size())
                : "");
  }

  private static String without(String what, int count) {
    return " AND NOT EXISTS (SELECT 1 FROM dead_letter_sku s WHERE s.letter_id = l.id AND %s IN (%s))"
        .formatted(what, SqlText.marks(count));
  }

  /**
   * Returns a page, by id, of dead letters that were parked because of SKUs of which none is in
   * quarantine, or in a closed partition, now.
   */
  List<Long> released(long after, int limit) {
    return ids(
        """
        SELECT l.id FROM dead_letter l WHERE%s AND l.reason IN ('QUARANTINED', 'FENCED') AND l.id > ?%s%s%s
        ORDER BY l.id LIMIT %s
        """
            .formatted(FREE, NOT_TOO_SOON, NOT_DEALT_WITH, notHeld, limit),
        after);
  }

  /**
   * Returns a page, by id, of dead letters that were parked behind such a dead letter after that
   * one had been chosen for its replay, and that one is answered by now.
   */
  List<Long> parkedTooLate(long after, int limit) {
    return jdbc.queryForList(
        """
        SELECT l.id FROM dead_letter l WHERE%s AND l.reason = 'FOLLOWS_PARKED' AND l.id > ?%s
          AND EXISTS %se.reason IN ('QUARANTINED', 'FENCED')) AND NOT EXISTS %se.state <> 'REPLAYED')
        ORDER BY l.id LIMIT %s
        """
            .formatted(FREE, NOT_DEALT_WITH, EARLIER, EARLIER, limit),
        Long.class,
        after);
  }

  /**
   * Returns dead letters that are parked behind dead letters of this replay, and wait for nothing
   * but those and each other. After they have become part of the replay, another call may find
   * more.
   */
  List<Long> followers(long run) {
    return ids(
        """
        SELECT DISTINCT l.id FROM dead_letter r
        JOIN dead_letter l ON l.in_order_of = r.in_order_of AND l.position >= r.position
        WHERE r.run_id = ? AND%s AND l.reason IN ('FOLLOWS_PARKED', 'QUARANTINED', 'FENCED')
          AND NOT EXISTS %se.state IN ('PARKED', 'REPLAYING')
          AND COALESCE(e.run_id, 0) <> r.run_id
          AND (e.run_id IS NOT NULL OR e.reason <> 'FOLLOWS_PARKED'))%s ORDER BY l.id
        """
            .formatted(FREE, EARLIER, notHeld),
        run);
  }

  private List<Long> ids(String sql, long first) {
    List<Object> values = new ArrayList<>(List.of(first));
    values.addAll(held);
    return jdbc.queryForList(sql, Long.class, values.toArray());
  }
}
