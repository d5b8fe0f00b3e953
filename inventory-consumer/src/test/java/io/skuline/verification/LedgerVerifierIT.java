package io.skuline.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.Movement;
import io.skuline.store.MovementKind;
import io.skuline.store.MovementReader;
import io.skuline.store.StackDatabases;
import io.skuline.store.shard.Shard;
import io.skuline.store.shard.Shards;
import io.skuline.store.shard.SlotMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Movements are read in their order, and SKUs that do not add up are found; no other SKU is. */
@ExtendWith(StackExtension.class)
class LedgerVerifierIT {

  private static final int MOVEMENTS = 5000;

  private static DriverManagerDataSource database;

  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final LedgerVerifier verifier = new LedgerVerifier(Shards.single(database));

  @BeforeAll
  static void migrate(Stack stack) {
    database = StackDatabases.migrated(stack, "history");
  }

  /** A SKU whose movements fill more than two pages, with small ones before and behind it. */
  @BeforeEach
  void fill() {
    jdbc.update("DELETE FROM stock");
    jdbc.update("DELETE FROM movement");
    stock("a", 1);
    stock("big", MOVEMENTS);
    stock("c", 3);
  }

  @Test
  void pagesFollowOneAnother() {
    MovementReader history = new MovementReader(Shards.single(database));
    List<Movement> page = history.of("big", 10, 5);
    assertThat(page).extracting(Movement::sequence).containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(page.get(0).kind()).isEqualTo(MovementKind.DEDUCTION);
    assertThat(history.of("big", 1, 1).get(0).kind()).isEqualTo(MovementKind.INITIAL);
    assertThat(history.of("big", MOVEMENTS + 1, 5)).isEmpty();
    assertThat(history.of("unknown", 1, 5)).isEmpty();
  }

  @Test
  void everyMovementComesOnceAndInOrder() {
    List<String> seen = new ArrayList<>();
    new MovementReader(Shards.single(database))
        .forEach(m -> seen.add(m.sku() + "-" + m.sequence()));
    List<String> expected = new ArrayList<>(List.of("a-1"));
    LongStream.rangeClosed(1, MOVEMENTS).forEach(n -> expected.add("big-" + n));
    expected.addAll(List.of("c-1", "c-2", "c-3"));
    assertThat(seen).isEqualTo(expected);

    List<Long> ofOne = new ArrayList<>();
    new MovementReader(Shards.single(database)).forEachOf("big", m -> ofOne.add(m.sequence()));
    assertThat(ofOne).hasSize(MOVEMENTS).isSorted();
  }

  @Test
  void aReplicaIsReadAndThePrimaryWhileItIsAway(Stack stack) {
    DriverManagerDataSource lagging = StackDatabases.migrated(stack, "history_replica");
    DriverManagerDataSource away =
        new DriverManagerDataSource("jdbc:mysql://127.0.0.1:1/away", "nobody", "");
    assertThat(historyWith(lagging).of("a", 1, 5)).isEmpty();
    assertThat(historyWith(away).of("a", 1, 5)).hasSize(1);
    List<String> all = new ArrayList<>();
    historyWith(away).forEach(movement -> all.add(movement.sku()));
    assertThat(all).hasSize(MOVEMENTS + 4);
  }

  private static MovementReader historyWith(DataSource replica) {
    return new MovementReader(
        new Shards(SlotMap.single(), List.of(new Shard(0, database, replica))));
  }

  @Test
  void whatAddsUpPasses() throws Exception {
    jdbc.update("INSERT INTO stock (sku_id) VALUES ('b-never-stocked')");
    assertThat(verify())
        .isEqualTo(new LedgerVerifier.Report(true, 4, MOVEMENTS + 4, 0, 0, List.of()));
  }

  @Test
  void anAmountChangedByHandIsFound() throws Exception {
    jdbc.update("UPDATE stock SET available = available + 1 WHERE sku_id = 'big'");
    assertWrong("big", "stock says");
  }

  @Test
  void aMissingMovementIsFound() throws Exception {
    jdbc.update("DELETE FROM movement WHERE sku_id = 'big' AND sequence = 2500");
    assertWrong("big", "stock says");
  }

  @Test
  void aMissingMovementThatTheStockRowHidesIsFound() throws Exception {
    jdbc.update("DELETE FROM movement WHERE sku_id = 'big' AND sequence = 2500");
    jdbc.update(
        "UPDATE stock SET available = available + 1, movements = movements - 1"
            + " WHERE sku_id = 'big'");
    assertWrong("big", "4999 movements up to sequence 5000");
  }

  @Test
  void aMovementThatLeavesSomethingElseIsFound() throws Exception {
    jdbc.update("UPDATE movement SET available_after = 7 WHERE sku_id = 'c' AND sequence = 2");
    assertWrong("c", "1 movements leave something else than they say");
  }

  @Test
  void movementsWithoutAStockRowAreFound() throws Exception {
    jdbc.update("DELETE FROM stock WHERE sku_id = 'a'");
    assertWrong("a", "1 movements, but no stock row");
  }

  @Test
  void aStockRowWithoutMovementsIsFound() throws Exception {
    jdbc.update("DELETE FROM movement WHERE sku_id = 'c'");
    assertWrong("c", "they say 0 at 0 after 0");
  }

  /** Each transaction adds up, so the pass finds nothing wrong, whichever transactions it sees. */
  @Test
  void nothingIsFoundWhileMovementsComeIn() throws Exception {
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService writer = Executors.newSingleThreadExecutor();
    Future<Long> written =
        writer.submit(
            () -> {
              long sequence = MOVEMENTS;
              while (!over.get()) {
                long next = ++sequence;
                transaction.executeWithoutResult(
                    status -> {
                      movement("big", next, 1, 5 * MOVEMENTS - MOVEMENTS + 1 + next - MOVEMENTS);
                      jdbc.update(
                          "UPDATE stock SET available = available + 1, last_sequence = ?,"
                              + " movements = movements + 1 WHERE sku_id = 'big'",
                          next);
                    });
              }
              return sequence;
            });
    try {
      for (int i = 0; i < 10; i++) {
        assertThat(verify().violations()).isEmpty();
      }
    } finally {
      over.set(true);
    }
    assertThat(written.get()).isGreaterThan(MOVEMENTS);
    writer.shutdown();
  }

  private LedgerVerifier.Report verify() throws InterruptedException {
    return verifier.run(0, movements -> {});
  }

  private void assertWrong(String sku, String detail) throws InterruptedException {
    LedgerVerifier.Report report = verify();
    assertThat(report.passed()).isFalse();
    assertThat(report.violations())
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.sku()).isEqualTo(sku);
              assertThat(violation.detail()).contains(detail);
            });
  }

  /**
   * Stocks a SKU by that many movements: the first brings five units for each of them, and every
   * other one takes one.
   */
  private void stock(String sku, int movements) {
    List<Object[]> rows = new ArrayList<>();
    for (int n = 1; n <= movements; n++) {
      rows.add(row(sku, n, n == 1 ? 5 * movements : -1, 5L * movements - n + 1));
    }
    jdbc.batchUpdate(INSERT, rows);
    jdbc.update(
        "INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES (?, ?, ?, ?)",
        sku,
        5L * movements - movements + 1,
        movements,
        movements);
  }

  private void movement(String sku, long sequence, int delta, long left) {
    jdbc.update(INSERT, row(sku, sequence, delta, left));
  }

  private static Object[] row(String sku, long sequence, int delta, long left) {
    String kind = sequence == 1 ? "I" : "D";
    return new Object[] {sku + "-" + sequence, kind, sku, delta, left, sequence};
  }

  private static final String INSERT =
      "INSERT INTO movement (order_id, kind, operation_id, sku_id, delta, available_after, sequence,"
          + " line_no, decided_at, epoch, batch_id) VALUES (?, ?, '', ?, ?, ?, ?, 0, 0, 1, 1)";
}
