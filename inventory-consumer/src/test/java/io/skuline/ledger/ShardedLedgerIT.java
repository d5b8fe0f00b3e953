package io.skuline.ledger;

import static io.skuline.ledger.Answered.AT;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.deduction.DriftAlarm;
import io.skuline.deduction.FixedEpoch;
import io.skuline.deduction.StandingEpoch;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.StockLevel;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.journal.JournalEntry;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.AnomalyReports;
import io.skuline.store.LedgerTables;
import io.skuline.store.Movement;
import io.skuline.store.MovementReader;
import io.skuline.store.OrderNotFoundException;
import io.skuline.store.SqlLedgerTables;
import io.skuline.store.UncheckedAnswerTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import io.skuline.verification.Audit;
import io.skuline.verification.AuditReport;
import io.skuline.verification.LedgerVerifier;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two ledgers read one journal, each for its own database. D is in the first shard, A in the
 * second.
 */
@ExtendWith(StackExtension.class)
class ShardedLedgerIT {

  private static final SlotMap LAYOUT = SlotMap.of(List.of("0-600", "601-1023"));

  private static final Map<String, StockLevel> DECIDED =
      Map.of("A", new StockLevel(6, 3), "D", new StockLevel(8, 2));

  private final List<String> names = new ArrayList<>();
  private Shards shards;
  private List<Ledger> ledgers;

  @BeforeEach
  void open(Stack stack) {
    shards = new Shards(LAYOUT, List.of(shard(stack, 0), shard(stack, 1)));
    ledgers =
        shards.all().stream()
            .map(shard -> new Ledger(LAYOUT, shard, Clock.systemUTC(), DriftAlarm.NONE))
            .toList();
  }

  private Shard shard(Stack stack, int number) {
    String name = "sharded_" + number + "_" + Long.toHexString(System.nanoTime());
    names.add(name);
    DriverManagerDataSource database =
        new DriverManagerDataSource(stack.jdbcUrl(name), stack.jdbcUser(), stack.jdbcPassword());
    Flyway.configure().dataSource(database).load().migrate();
    return new Shard(number, database, null);
  }

  private static final List<StockResult> RESULTS =
      List.of(
          stocked("A", 10),
          stocked("D", 10),
          new DeductionConfirmed(
              "cart", AT, List.of(new StockMove("D", 2, 8, 2), new StockMove("A", 3, 7, 2))),
          new DeductionConfirmed("single", AT, List.of(new StockMove("A", 1, 6, 3))),
          rejected("r-1"),
          rejected("r-2"),
          rejected("r-3"));

  @Test
  void eachStoresItsOwn() throws Exception {
    assertThat(ledgers.get(0).store(batch())).isEqualTo(new Ledger.Stored(2, 0, 0));
    assertThat(ledgers.get(1).store(batch())).isEqualTo(new Ledger.Stored(3, 0, 0));
    assertThat(ledgers.get(1).store(batch())).isEqualTo(new Ledger.Stored(0, 3, 0));
    StoredAnswers archive = new StoredAnswers(shards, shards.all().get(0).jdbc());
    assertThat(archive.answersAbout(RESULTS.stream().map(StockResult::key).toList()))
        .containsExactlyInAnyOrderElementsOf(RESULTS);
    assertThat(archive.hasStocked(List.of("D"))).isTrue();
    assertThat(archive.hasStocked(List.of("A", "unknown"))).isTrue();
    assertThat(archive.hasStocked(List.of("unknown"))).isFalse();
    requireSound(shards);
  }

  /** An answer that is loaded now would be a smaller cart than was sold. */
  @Test
  void aCartThatOneShardDoesNotHaveYetIsNotRecalled() {
    ledgers.get(0).store(batch());
    StoredAnswers archive = new StoredAnswers(shards, shards.all().get(0).jdbc());
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> archive.answersAbout(List.of("cart")))
        .withMessage("The ledger has stored 1 of 2 lines of cart");
    ledgers.get(1).store(batch());
    assertThat(archive.answersAbout(List.of("cart"))).containsExactly(RESULTS.get(2));
  }

  /** Every shard had stored the published answers before the next epoch was opened. */
  @Test
  void aCartThatOneShardHasLostIsNeverRecalledUntilSomebodyHasSettledIt() throws Exception {
    ledgers.get(0).store(batch());
    shards.all().get(0).jdbc().update("UPDATE epoch SET epoch = 2, is_open = TRUE");
    StoredAnswers archive = new StoredAnswers(shards, shards.all().get(0).jdbc());
    assertThatExceptionOfType(AnswerArchive.IncompleteException.class)
        .isThrownBy(() -> archive.answersAbout(List.of("cart", "single")))
        .satisfies(e -> assertThat(e.keys()).containsExactly("cart"));
    assertThat(audit(shards).violations()).isNotEmpty();

    AnomalyReports reports = new AnomalyReports(shards, Clock.systemUTC());
    assertThatExceptionOfType(OrderNotFoundException.class)
        .isThrownBy(() -> reports.settle("cat", "anna", "counted"));
    assertThat(reports.list(false, 10)).isEmpty();
    assertThat(reports.settle("cart", "anna", "counted").get(0).settlement().who())
        .isEqualTo("anna");
    assertThat(reports.list(false, 10)).isEmpty();
    assertThat(reports.list(true, 10)).hasSize(1);
    assertThat(archive.answersAbout(List.of("cart")))
        .singleElement()
        .isInstanceOf(DeductionConfirmed.class);
    assertThat(audit(shards).violations())
        .extracting(violation -> violation.subject())
        .doesNotContain("cart");
  }

  /** This happens after a FLUSHALL that no instance has noticed yet: the audit asks again. */
  @Test
  void stockOfAnEpochThatEndedWhileItWasReadIsNoFinding() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    AtomicBoolean lost = new AtomicBoolean(true);
    StandingEpoch ending =
        new StandingEpoch() {
          @Override
          public long epoch() {
            return lost.get() ? 1 : 2;
          }

          @Override
          public void requireStanding(long epoch) {
            if (lost.getAndSet(false)) {
              throw new DeductionUnavailableException("Epoch " + epoch + " has ended");
            }
          }
        };
    Audit audit = new Audit(shards, skus -> lost.get() ? Map.of() : DECIDED, ending);
    assertThat(audit.run(Duration.ofSeconds(10)).violations()).isEmpty();
    lost.set(true);
    assertThatExceptionOfType(DeductionUnavailableException.class)
        .isThrownBy(() -> audit.run(Duration.ZERO))
        .withMessage("Epoch 1 has ended");
  }

  @Test
  void theAuditMissesTheLinesOfAShard() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    shards.all().get(0).jdbc().update("DELETE FROM movement WHERE order_id = 'cart'");
    assertThat(audit(shards).violations())
        .anySatisfy(
            violation -> {
              assertThat(violation.rule()).isEqualTo("a cart is stored whole");
              assertThat(violation.subject()).isEqualTo("cart");
              assertThat(violation.detail()).isEqualTo("1 of 2 lines");
            });
  }

  @Test
  void theAuditFindsAnOrderThatIsConfirmedInOneShardAndRejectedInAnother() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    int own = LAYOUT.shardOf("single");
    shards
        .all()
        .get(1 - own)
        .jdbc()
        .update("INSERT INTO unmoved_answer VALUES ('single', 'D', '', 'x', 1)");
    assertThat(audit(shards).violations())
        .extracting(violation -> violation.rule() + ": " + violation.subject())
        .containsExactly("an order is either confirmed or rejected: single");
  }

  /** Only all shards together show it; audit and verification agree, before and after. */
  @Test
  void aSecondAnswerOfAnotherShardIsAnAnomalyUntilItIsSettled() throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    StockResult second =
        new DeductionConfirmed("r-2", AT.plusMillis(1), List.of(new StockMove("A", 1, 5, 4)));
    List<JournalEntry.Batch> unchecked = List.of(new JournalEntry.Batch(2, List.of(second), true));
    ledgers.forEach(ledger -> ledger.store(unchecked));
    AtomicInteger found = new AtomicInteger();
    SecondAnswers answers =
        new SecondAnswers(
            shards.all().stream()
                .<LedgerTables>map(shard -> new SqlLedgerTables(shard, Clock.systemUTC()))
                .toList(),
            found::addAndGet);
    Map<String, StockLevel> decided = Map.of("A", new StockLevel(5, 4), "D", new StockLevel(8, 2));
    Audit audit = new Audit(shards, skus -> decided, FixedEpoch.ONE);
    assertThat(audit.run(Duration.ZERO).violations())
        .extracting(AuditReport.Violation::subject)
        .contains("0 SKUs, 1 answers to check");
    assertThat(answers.check()).isFalse();
    answers.check();
    assertThat(found).hasValue(1);
    assertThat(audit.run(Duration.ZERO).violations())
        .extracting(AuditReport.Violation::subject)
        .containsExactly("r-2 / A");
    assertThat(new LedgerVerifier(shards).run(0, movements -> {}).passed()).isFalse();
    StoredAnswers archive = new StoredAnswers(shards, shards.all().get(0).jdbc());
    assertThat(archive.answersAbout(List.of("r-2"))).containsExactly(rejected("r-2"));
    new AnomalyReports(shards, Clock.systemUTC()).settle("r-2", "anna", "shipped all the same");
    assertThat(audit.run(Duration.ZERO).passed()).isTrue();
    assertThat(new LedgerVerifier(shards).run(0, movements -> {}).passed()).isTrue();
  }

  @Test
  void aNoteThatIsMadeAgainWhileItIsCheckedStays() {
    SqlLedgerTables tables = new SqlLedgerTables(shards.all().get(0), Clock.systemUTC());
    SortedSet<String> both = new TreeSet<>(List.of("o-1", "o-2"));
    tables.noteUnchecked(both, 1);
    List<UncheckedAnswerTable.Unchecked> seen = tables.unchecked(2);
    tables.noteUnchecked(new TreeSet<>(List.of("o-2")), 2);
    seen.forEach(tables::checked);
    assertThat(tables.unchecked(2)).containsExactly(new UncheckedAnswerTable.Unchecked("o-2", 2));
    tables.unchecked(2).forEach(tables::checked);
    assertThat(tables.unchecked(2)).isEmpty();
  }

  @Test
  void theDatabaseComputesTheSameSlots() {
    JdbcTemplate jdbc = shards.all().get(0).jdbc();
    for (int i = 0; i < 100; i++) {
      String id = "sku:" + i * 7919L + "_x.y-Z";
      assertThat(jdbc.queryForObject("SELECT CRC32(?) % 1024", Integer.class, id))
          .isEqualTo(SlotMap.slot(id));
    }
  }

  /** The steps are those of docs/shards.md, on one server. */
  @Test
  void slotsCanBeMovedToANewShard(Stack stack) throws Exception {
    ledgers.forEach(ledger -> ledger.store(batch()));
    List<Movement> before = movements(shards);
    Shard third = shard(stack, 2);
    String moved = "CRC32(%s) % 1024 BETWEEN 601 AND 700";
    for (Map.Entry<String, String> table :
        Map.of(
                "stock", "sku_id",
                "movement", "sku_id",
                "quarantine", "sku_id",
                "unmoved_answer", "order_id")
            .entrySet()) {
      String which = " WHERE " + moved.replace("%s", table.getValue());
      String from = names.get(1) + "." + table.getKey();
      third.jdbc().update("INSERT INTO " + table.getKey() + " SELECT * FROM " + from + which);
      shards.all().get(1).jdbc().update("DELETE FROM " + table.getKey() + which);
    }
    Shards three =
        new Shards(
            SlotMap.of(List.of("0-600", "701-1023", "601-700")),
            List.of(shards.all().get(0), shards.all().get(1), third));
    assertThat(movements(three)).containsExactlyInAnyOrderElementsOf(before);
    assertThat(new MovementReader(three).of("A", 1, 10)).hasSize(3);
    requireSound(three);
  }

  private static void requireSound(Shards shards) throws InterruptedException {
    assertThat(audit(shards).violations()).isEmpty();
    LedgerVerifier.Report fold = new LedgerVerifier(shards).run(0, movements -> {});
    assertThat(fold).isEqualTo(new LedgerVerifier.Report(true, 2, 5, 0, 0, List.of()));
  }

  private static AuditReport audit(Shards shards) throws InterruptedException {
    return new Audit(shards, skus -> DECIDED, FixedEpoch.ONE).run(Duration.ZERO);
  }

  private static List<Movement> movements(Shards shards) {
    List<Movement> all = new ArrayList<>();
    new MovementReader(shards).forEach(all::add);
    return all;
  }

  private static List<JournalEntry.Batch> batch() {
    return List.of(new JournalEntry.Batch(1, RESULTS));
  }

  private static StockResult rejected(String id) {
    return new DeductionRejected(id, AT, DeductionRejected.Reason.CANCELLED, List.of());
  }
}
