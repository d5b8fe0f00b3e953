package io.skuline.ledger;

import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.StackDatabases;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.SlotMap;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A ledger over tables of its own in the database of the shared stack, which are empty before each
 * test.
 */
@ExtendWith(StackExtension.class)
abstract class LedgerFixture {

  JdbcTemplate jdbc;
  TransactionTemplate transaction;
  Ledger ledger;
  final List<Long> alarms = new ArrayList<>();

  static DriverManagerDataSource database;

  @BeforeAll
  static void migrate(Stack stack) {
    database = StackDatabases.migrated(stack, "ledger");
  }

  @BeforeEach
  void open() {
    jdbc = new JdbcTemplate(database);
    for (String table :
        List.of("stock", "movement", "unmoved_answer", "ledger_anomaly", "unplaced_movement")) {
      jdbc.update("DELETE FROM " + table);
    }
    Shard shard = new Shard(0, database, null);
    transaction = shard.transaction();
    ledger =
        new Ledger(
            SlotMap.single(), shard, Clock.systemUTC(), (sku, epoch, what) -> alarms.add(epoch));
  }

  Map<String, Object> stock(String sku) {
    return jdbc.queryForMap(
        "SELECT available, last_sequence, movements FROM stock WHERE sku_id = ?", sku);
  }

  static JournalEntry.Batch batch(StockResult... results) {
    return new JournalEntry.Batch(1, List.of(results));
  }
}
