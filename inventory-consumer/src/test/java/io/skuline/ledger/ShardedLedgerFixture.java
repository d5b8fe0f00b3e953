package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static io.skuline.ledger.Answered.stocked;

import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.FixedEpoch;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.MigratedDatabases;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two ledgers that read one journal, each for its own database. D is in the first, A in the second.
 */
@ExtendWith(StackExtension.class)
abstract class ShardedLedgerFixture {

  static final SlotMap LAYOUT = SlotMap.of(List.of("0-600", "601-1023"));
  static final Map<String, StockLevel> DECIDED =
      Map.of("A", new StockLevel(6, 3), "D", new StockLevel(8, 2));

  static final List<StockResult> RESULTS =
      List.of(
          stocked("A", 10),
          stocked("D", 10),
          new DeductionConfirmed(
              "cart", AT, List.of(new StockMove("D", 2, 8, 2), new StockMove("A", 3, 7, 2))),
          new DeductionConfirmed("single", AT, List.of(new StockMove("A", 1, 6, 3))),
          rejected("r-1"),
          rejected("r-2"),
          rejected("r-3"));

  final List<String> names = new ArrayList<>();
  Shards shards;
  List<Ledger> ledgers;

  @BeforeEach
  void open(Stack stack) {
    shards = new Shards(LAYOUT, List.of(shard(stack, 0), shard(stack, 1)));
    ledgers =
        shards.all().stream()
            .map(shard -> new Ledger(LAYOUT, shard, Clock.systemUTC(), DriftAlarm.NONE))
            .toList();
  }

  Shard shard(Stack stack, int number) {
    String name = "sharded_" + number + "_" + Long.toHexString(System.nanoTime());
    names.add(name);
    DriverManagerDataSource database =
        new DriverManagerDataSource(
            MigratedDatabases.url(stack, name), stack.jdbcUser(), stack.jdbcPassword());
    return new Shard(number, database, null);
  }

  static AuditReport audit(Shards shards) throws InterruptedException {
    return new Audit(shards, skus -> DECIDED, FixedEpoch.ONE).run(Duration.ZERO);
  }

  static List<JournalEntry.Batch> batch() {
    return List.of(new JournalEntry.Batch(1, RESULTS));
  }

  static StockResult rejected(String id) {
    return new DeductionRejected(id, AT, DeductionRejected.Reason.CANCELLED, List.of());
  }
}
