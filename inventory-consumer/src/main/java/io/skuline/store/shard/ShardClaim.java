package io.skuline.store.shard;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Records in a database which slots it has. So a configuration that gives it other slots is noticed
 * before anything is stored in the wrong place. The first instance to start claims the slots.
 */
final class ShardClaim {

  private ShardClaim() {}

  /**
   * @throws IllegalStateException if the database has other slots
   */
  static void require(JdbcTemplate jdbc, SlotSet slots) {
    jdbc.update("INSERT IGNORE INTO ledger_shard (id, slots) VALUES (1, ?)", slots.toString());
    String held = jdbc.queryForObject("SELECT slots FROM ledger_shard WHERE id = 1", String.class);
    if (!slots.toString().equals(held)) {
      throw new IllegalStateException(
          ("A database of the ledger holds the slots %s, and the configuration gives it %s. How to"
                  + " move slots is in docs/shards.md")
              .formatted(held, slots));
    }
  }

  /**
   * Every shard is read whole, so rows that belong to another shard would be taken as right.
   *
   * @throws IllegalStateException if the database has stock of other slots
   */
  static void requireNothingElse(JdbcTemplate jdbc, SlotSet slots) {
    List<String> foreign =
        jdbc.queryForList(
            "SELECT sku_id FROM stock WHERE NOT " + slots.sql("sku_id") + " LIMIT 1", String.class);
    if (!foreign.isEmpty()) {
      throw new IllegalStateException(
          ("A database of the ledger for the slots %s has stock of SKU %s, which is in slot %d. How to"
                  + " move slots is in docs/shards.md")
              .formatted(slots, foreign.get(0), SlotMap.slot(foreign.get(0))));
    }
  }

  /**
   * Checks the home database if it is none of the shards.
   *
   * @throws IllegalStateException if it has slots, or stock, all the same
   */
  static void requireNone(JdbcTemplate jdbc) {
    List<String> held = jdbc.queryForList("SELECT slots FROM ledger_shard", String.class);
    if (!held.isEmpty()) {
      throw new IllegalStateException(
          ("spring.datasource holds the slots %s, and skuline.ledger.shards gives them to other"
                  + " databases. If it is to be a shard, leave out the url of that shard. How to"
                  + " move slots is in docs/shards.md")
              .formatted(held.get(0)));
    }
    requireNothingElse(jdbc, SlotSet.NONE);
  }
}
