package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.deduction.SettableClock;
import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.JournalProbeTable;
import io.skuline.store.JournalProbes;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(StackExtension.class)
class LedgerIT {

  private static final Instant AT = Instant.ofEpochMilli(1_764_000_000_000L);

  private JdbcTemplate jdbc;
  private TransactionTemplate transaction;
  private Ledger ledger;
  private final List<Long> alarms = new ArrayList<>();

  private static DriverManagerDataSource database;

  @BeforeAll
  static void migrate(Stack stack) {
    String url = stack.jdbcUrl("ledger_" + Long.toHexString(System.nanoTime()));
    database = new DriverManagerDataSource(url, stack.jdbcUser(), stack.jdbcPassword());
    Flyway.configure().dataSource(database).load().migrate();
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
        new Ledger(SlotMap.single(), shard, Clock.systemUTC(), (epoch, what) -> alarms.add(epoch));
  }

  @Test
  void storingABatchAgainChangesNothing() {
    JournalEntry.Batch batch = batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(2, 0, 0));
    assertThat(ledger.store(List.of(batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(ledger.store(List.of(batch, batch))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 7L, "last_sequence", 2L, "movements", 2L));
  }

  @Test
  void aProbeThatComesTwiceCountsOnceUntilItIsForgotten() {
    SettableClock clock = new SettableClock(AT);
    JournalProbes probes = new JournalProbeTable(jdbc, clock);
    for (String group : List.of("journal-0", "journal-1", "journal-0")) {
      probes.passed("abandoned", group);
      clock.set(AT.plus(Duration.ofHours(25)));
      probes.passed("p", group);
    }
    assertThat(probes.queuesPassed("p")).hasSize(2);
    probes.forget("p");
    assertThat(probes.queuesPassed("p")).isEmpty();
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM journal_probe", Integer.class))
        .as("the old part of what nobody came back for is gone, too")
        .isEqualTo(1);
  }

  @Test
  void aBatchThatIsPartlyThereStoresTheRest() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch overlapping =
        batch(confirmed("o1", move("a", 3, 7, 2)), confirmed("o2", move("a", 2, 5, 3)));
    assertThat(ledger.store(List.of(overlapping))).isEqualTo(new Ledger.Stored(1, 1, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 5L, "last_sequence", 3L, "movements", 3L));
  }

  @Test
  void batchesMayComeInAnyOrder() {
    ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2)))));
    assertThat(stock("a"))
        .isEqualTo(Map.of("available", -3L, "last_sequence", 2L, "movements", 1L));
    ledger.store(List.of(batch(stocked("a", 10))));
    assertThat(stock("a")).isEqualTo(Map.of("available", 7L, "last_sequence", 2L, "movements", 2L));
  }

  @Test
  void anotherMovementInTheSamePlaceIsReportedAndTheOthersAreStored() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch contradiction =
        batch(confirmed("o2", move("a", 1, 9, 2)), confirmed("o3", move("a", 1, 6, 3)));
    assertThat(ledger.store(List.of(contradiction))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a")).isEqualTo(Map.of("available", 6L, "last_sequence", 3L, "movements", 3L));
    assertThat(jdbc.queryForObject("SELECT order_id FROM ledger_anomaly", String.class))
        .isEqualTo("o2");
  }

  @Test
  void aSecondAnswerIsAnAnomalyWithAllItsLines() {
    ledger.store(
        List.of(batch(stocked("a", 10), stocked("b", 10), confirmed("o1", move("a", 3, 7, 2)))));
    StockResult first = confirmed("o1", move("a", 3, 7, 2));
    JournalEntry.Batch second =
        batch(
            new DeductionConfirmed(
                "o1", AT.plusMillis(1), List.of(move("b", 2, 8, 2), move("a", 4, 3, 3))));
    assertThat(ledger.store(List.of(second))).isEqualTo(new Ledger.Stored(0, 0, 2));
    assertThat(ledger.store(List.of(second))).isEqualTo(new Ledger.Stored(0, 2, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 3L, "last_sequence", 3L, "movements", 3L));
    assertThat(stock("b")).isEqualTo(Map.of("available", 8L, "last_sequence", 2L, "movements", 2L));
    assertThat(
            jdbc.queryForList(
                "SELECT CONCAT(sku_id, operation_id) FROM movement WHERE kind = 'A' ORDER BY 1",
                String.class))
        .containsExactly("aD#3", "bD#2");
    assertThat(jdbc.queryForObject("SELECT COUNT(*) FROM ledger_anomaly", Long.class)).isOne();
    assertThat(alarms).isEmpty();
    assertThat(new StoredAnswers(Shards.single(database), jdbc).answersAbout(List.of("o1")))
        .containsExactly(first);
  }

  @Test
  void anAmountThatDoesNotAddUpIsStoredReportedAndAlarmed() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 1007, 2)))));
    assertThat(stock("a").get("available")).isEqualTo(7L);
    assertThat(jdbc.queryForObject("SELECT detail FROM ledger_anomaly", String.class))
        .contains("said=1007, folded=7");
    assertThat(alarms).containsExactly(1L);
  }

  @Test
  void anAmountIsNotJudgedBeforeEverythingBeforeItIsThere() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o2", move("a", 1, 6, 3)))));
    ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2)))));
    assertThat(alarms).isEmpty();
  }

  @Test
  void aPlaceThatIsTakenIsAlarmed() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    ledger.store(List.of(batch(confirmed("o2", move("a", 1, 9, 2)))));
    assertThat(alarms).containsExactly(1L);
  }

  @Test
  void aMovementBelowZeroIsAnAnomaly() {
    assertThat(ledger.store(List.of(batch(stocked("a", 1), confirmed("o1", move("a", 2, -1, 2))))))
        .isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a").get("available")).isEqualTo(-1L);
    assertThat(alarms).containsExactly(1L);
  }

  @Test
  void aReturnOfMoreThanWasDeductedIsAnAnomaly() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch tooMuch =
        batch(returned("r1", "o1", move("a", 4, 11, 3)), confirmed("o2", move("a", 1, 10, 4)));
    assertThat(ledger.store(List.of(tooMuch))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a").get("available")).isEqualTo(10L);
    assertThat(jdbc.queryForObject("SELECT detail FROM ledger_anomaly", String.class))
        .contains("more came back than was deducted")
        .contains("units=1");
    assertThat(alarms).isEmpty();
  }

  @Test
  void ofReturnsInOneTransactionTheLatestIsTheAnomaly() {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    JournalEntry.Batch both =
        batch(returned("r2", "o1", move("a", 2, 11, 4)), returned("r1", "o1", move("a", 2, 9, 3)));
    assertThat(ledger.store(List.of(both))).isEqualTo(new Ledger.Stored(1, 0, 1));
    assertThat(stock("a"))
        .isEqualTo(Map.of("available", 11L, "last_sequence", 4L, "movements", 4L));
    assertThat(
            jdbc.queryForList("SELECT operation_id FROM movement WHERE kind = 'R'", String.class))
        .containsExactly("r1");
  }

  @Test
  void aReturnMayComeBeforeItsDeduction() {
    ledger.store(List.of(batch(stocked("a", 10), returned("r1", "o1", move("a", 2, 9, 3)))));
    assertThat(ledger.store(List.of(batch(confirmed("o1", move("a", 3, 7, 2))))))
        .isEqualTo(new Ledger.Stored(1, 0, 0));
    assertThat(stock("a")).isEqualTo(Map.of("available", 9L, "last_sequence", 3L, "movements", 3L));
  }

  /** Both wait for a lock before either is committed. */
  @Test
  void ofTwoReturnsAtOnceOnlyWhatWasDeductedIsStored() throws Exception {
    ledger.store(List.of(batch(stocked("a", 10), confirmed("o1", move("a", 3, 7, 2)))));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Ledger.Stored>> returns = new ArrayList<>();
    transaction.executeWithoutResult(
        status -> {
          jdbc.queryForList("SELECT available FROM stock WHERE sku_id = 'a' FOR UPDATE");
          for (int i = 0; i < 2; i++) {
            JournalEntry.Batch back =
                batch(returned("r" + i, "o1", move("a", 2, 9 + 2 * i, 3 + i)));
            returns.add(threads.submit(() -> ledger.store(List.of(back))));
          }
          await().until(() -> lockWaits() == 2);
        });
    int stored = 0;
    int refused = 0;
    for (Future<Ledger.Stored> each : returns) {
      stored += each.get().movements();
      refused += each.get().anomalies();
    }
    threads.shutdown();
    assertThat(stored).isEqualTo(1);
    assertThat(refused).isEqualTo(1);
    assertThat(stock("a").get("available")).isEqualTo(11L);
  }

  private int lockWaits() {
    Integer waits =
        jdbc.queryForObject(
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
            Integer.class);
    return waits == null ? 0 : waits;
  }

  @Test
  void answersComeBackVerbatim() {
    List<StockResult> results =
        List.of(
            stocked("b", 10),
            stocked("a", 10),
            confirmed("o1", move("b", 3, 7, 2), move("a", 1, 9, 2)),
            new ReturnAccepted("r1", "o1", AT, List.of(move("b", 1, 8, 3))),
            new ReturnAccepted(
                ReturnAccepted.CANCELLATION,
                "o1",
                AT,
                List.of(move("b", 2, 10, 4), move("a", 1, 10, 3))),
            new ReturnAccepted(ReturnAccepted.CANCELLATION, "o3", AT, List.of()),
            ReturnAccepted.ofNothing("o4", AT, ReturnAccepted.Reason.UNKNOWN_ORDER),
            new DeductionRejected("o2", AT, DeductionRejected.Reason.CANCELLED, List.of()));
    ledger.store(List.of(new JournalEntry.Batch(1, results)));
    List<StockResult> recalled =
        new StoredAnswers(Shards.single(database), jdbc)
            .answersAbout(List.of("o1", "o2", "o3", "o4", "load-a", "load-b", "unknown"));
    assertThat(recalled).containsExactlyInAnyOrderElementsOf(results);
  }

  @Test
  void ledgersSideBySideStoreEverythingOnce() throws Exception {
    List<StockResult> results = new ArrayList<>();
    for (int sku = 0; sku < 20; sku++) {
      results.add(stocked("s" + sku, 1000));
      for (int i = 0; i < 100; i++) {
        results.add(confirmed("o" + sku + "-" + i, move("s" + sku, 1, 999 - i, i + 2)));
      }
    }
    Collections.shuffle(results, new Random(3));
    List<Callable<Ledger.Stored>> work = new ArrayList<>();
    for (int from = 0; from < results.size(); from += 50) {
      List<StockResult> part = results.subList(from, Math.min(from + 50, results.size()));
      work.add(() -> ledger.store(List.of(new JournalEntry.Batch(1, part))));
      work.add(() -> ledger.store(List.of(new JournalEntry.Batch(1, part))));
    }
    Collections.shuffle(work, new Random(5));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    int stored = 0;
    for (Future<Ledger.Stored> each : threads.invokeAll(work)) {
      stored += each.get().movements();
    }
    threads.shutdown();
    assertThat(stored).isEqualTo(20 * 101);
    for (int sku = 0; sku < 20; sku++) {
      assertThat(stock("s" + sku))
          .isEqualTo(Map.of("available", 900L, "last_sequence", 101L, "movements", 101L));
    }
  }

  private Map<String, Object> stock(String sku) {
    return jdbc.queryForMap(
        "SELECT available, last_sequence, movements FROM stock WHERE sku_id = ?", sku);
  }

  private static JournalEntry.Batch batch(StockResult... results) {
    return new JournalEntry.Batch(1, List.of(results));
  }

  private static StockResult stocked(String sku, int units) {
    return new AdjustmentAccepted(
        "load-" + sku, AT, AdjustmentKind.INITIAL, new StockMove(sku, units, units, 1));
  }

  private static StockResult returned(String id, String order, StockMove... moves) {
    return new ReturnAccepted(id, order, AT, List.of(moves));
  }

  private static StockResult confirmed(String order, StockMove... moves) {
    return new DeductionConfirmed(order, AT, List.of(moves));
  }

  private static StockMove move(String sku, int quantity, long remaining, long sequence) {
    return new StockMove(sku, quantity, remaining, sequence);
  }
}
