package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deduction.AnswerArchive;
import io.skuline.deduction.DeductionUnavailableException;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.StockResult;
import io.skuline.stack.Stack;
import io.skuline.store.AnomalyReports;
import io.skuline.store.EpochTable;
import io.skuline.store.Movement;
import io.skuline.store.MovementReader;
import io.skuline.store.OrderNotFoundException;
import io.skuline.store.QuarantineRecord;
import io.skuline.store.SettledAnomaly;
import io.skuline.store.SqlLedgerTables;
import io.skuline.store.SqlStockBrowser;
import io.skuline.store.StockBrowser;
import io.skuline.store.StoredStock;
import io.skuline.store.TimeKey;
import io.skuline.store.UncheckedAnswerTable;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import io.skuline.verification.LedgerVerifier;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Two ledgers read one journal, each for its own database. D is in the first shard, A in the
 * second.
 */
class ShardedLedgerIT extends ShardedLedgerFixture {

  @Test
  void eachStoresItsOwn() throws Exception {
    assertThat(ledgers.get(0).store(batch())).isEqualTo(new Ledger.Stored(2, 0, 0));
    assertThat(ledgers.get(1).store(batch())).isEqualTo(new Ledger.Stored(3, 0, 0));
    assertThat(ledgers.get(1).store(batch())).isEqualTo(new Ledger.Stored(0, 3, 0));
    StoredAnswers archive = new StoredAnswers(shards, new EpochTable(shards.all().get(0).jdbc()));
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
    StoredAnswers archive = new StoredAnswers(shards, new EpochTable(shards.all().get(0).jdbc()));
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
    StoredAnswers archive = new StoredAnswers(shards, new EpochTable(shards.all().get(0).jdbc()));
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

  @Test
  void whatPeopleLookAtIsReadFromTheDatabaseThatHasIt() {
    ledgers.forEach(ledger -> ledger.store(batch()));
    StockBrowser browser = new SqlStockBrowser(shards);

    StockBrowser.Row a = new StockBrowser.Row("A", 6, 3, 3);
    StockBrowser.Row d = new StockBrowser.Row("D", 8, 2, 2);
    assertThat(browser.row("A")).contains(a);
    assertThat(browser.row("unknown")).isEmpty();
    assertThat(browser.beginningWith("", 10)).containsExactly(a, d);
    assertThat(browser.beginningWith("D", 10)).containsExactly(d);
    assertThat(browser.page(1, "", 10)).containsExactly(a);
    assertThat(browser.page(1, "A", 10)).isEmpty();
    assertThat(browser.before("A", 3, 10)).extracting(Movement::sequence).containsExactly(2L, 1L);
    assertThat(browser.after("A", 1, 1)).extracting(Movement::sequence).containsExactly(2L);
    assertThat(browser.numbered("A", List.of(3L, 1L, 9L)))
        .extracting(Movement::sequence)
        .containsExactly(1L, 3L);
    assertThat(browser.past("A", 2)).isEqualTo(new StoredStock.Past(7, 2));
    assertThat(browser.quarantines("A")).isEmpty();
    assertThat(browser.ofOrder("cart"))
        .extracting(Movement::sku)
        .containsExactlyInAnyOrder("A", "D");
    assertThat(browser.unmovedOfOrder("r-1")).hasSize(1);
  }

  @Test
  void whatEndedInOneMillisecondIsPagedThroughOnce() {
    for (Shard shard : shards.all()) {
      for (int i = 0; i < 3; i++) {
        shard
            .jdbc()
            .update(
                """
                INSERT INTO quarantine (sku_id, kind, why, found_at, released_at, released_by,
                  released_how, note) VALUES (?, 'ROW', 'why', 1, 1000, 'ann', 'RELEASE', 'note')
                """,
                "sku-" + shard.number() + i);
        shard
            .jdbc()
            .update(
                """
                INSERT INTO ledger_anomaly (order_id, sku_id, detail, seen_at, settled_at,
                  settled_by, note) VALUES ('o', ?, 'detail', 1, 1000, 'ann', 'note')
                """,
                "sku-" + shard.number());
      }
    }
    StockBrowser browser = new SqlStockBrowser(shards);

    List<QuarantineRecord> older =
        walk(TimeKey.END, browser::releasedBefore, QuarantineRecord::releaseKey);
    assertThat(older).hasSize(6).doesNotHaveDuplicates();
    assertThat(walk(BEGIN, browser::releasedAfter, QuarantineRecord::releaseKey))
        .containsExactlyElementsOf(reversed(older));
    List<SettledAnomaly> settled = walk(TimeKey.END, browser::settledBefore, SettledAnomaly::key);
    assertThat(settled).hasSize(6).doesNotHaveDuplicates();
    assertThat(walk(BEGIN, browser::settledAfter, SettledAnomaly::key))
        .containsExactlyElementsOf(reversed(settled));
  }

  private static final TimeKey BEGIN = new TimeKey(0, "", 0);

  private static <T> List<T> reversed(List<T> list) {
    List<T> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  /** Reads pages of two rows until there are no more. */
  private static <T> List<T> walk(
      TimeKey from, BiFunction<TimeKey, Integer, List<T>> read, Function<T, TimeKey> key) {
    List<T> all = new ArrayList<>();
    List<T> page = read.apply(from, 2);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = read.apply(key.apply(page.get(page.size() - 1)), 2);
    }
    return all;
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
    LedgerVerifier.Report report = new LedgerVerifier(shards).run(0, movements -> {});
    assertThat(report).isEqualTo(new LedgerVerifier.Report(true, 2, 5, 0, 0, List.of()));
  }

  private static List<Movement> movements(Shards shards) {
    List<Movement> all = new ArrayList<>();
    new MovementReader(shards).forEach(all::add);
    return all;
  }
}
