package io.skuline.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.deadletter.DeadLetter;
import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.deadletter.Original;
import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.Replay;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.intake.EventReader;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the database makes of letters that come by two ways, late, and again. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableStoreIT {

  private static final String EVENTS = "order-events";
  private static final EventCodec CODEC = new EventCodec();

  private JdbcTemplate jdbc;
  private TableStore store;
  private Desk desk;
  private LetterTable table;
  private RunTable runs;
  private ReplayQueue queue;

  @BeforeAll
  void open(Stack stack) {
    DriverManagerDataSource database =
        new DriverManagerDataSource(
            stack.jdbcUrl("skuline_desk"), stack.jdbcUser(), stack.jdbcPassword());
    Flyway.configure().dataSource(database).load().migrate();
    jdbc = new JdbcTemplate(database);
    TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    ActionTable actions = new ActionTable(jdbc);
    table = new LetterTable(jdbc, EVENTS);
    runs = new RunTable(jdbc, actions);
    queue = new ReplayQueue(jdbc);
    store =
        new TableStore(
            table, actions, transaction, new DeskMetrics(jdbc, new SimpleMeterRegistry()));
    Acceptance acceptance = new Acceptance(new EventReader(CODEC, Clock.systemUTC()), EVENTS);
    desk = new Desk(new Letters(jdbc), table, actions, runs, acceptance, transaction);
  }

  @BeforeEach
  void clear() {
    for (String each : List.of("", "_sku", "_run", "_action")) {
      jdbc.update("DELETE FROM dead_letter" + each);
    }
  }

  /** Else another instance would send the same letters beside the one that is at them. */
  @Test
  void aReplayThatIsKeptIsKeptFromTheOthersForTheWholeTimeAgain() {
    long run = runs.insert("ops", 100);
    assertThat(runs.lease(run, "here")).isTrue();
    jdbc.update("UPDATE dead_letter_run SET leased_until = 1 WHERE id = ?", run);
    assertThat(runs.lease(run, "here")).isTrue();
    assertThat(runs.lease(run, "elsewhere")).isFalse();
  }

  @Test
  void theSameLetterIsStoredOnce() {
    store.put(letter("k", 0, 10, "o"));
    store.put(letter("k", 0, 10, "o"));
    assertThat(all()).hasSize(1);
    assertThat(store.unsettledOf(Set.of("o", "p")))
        .isEqualTo(Map.of("o", List.of(new Unsettled("k", 10))));
  }

  @Test
  void aReplayThatFailsIsTheSameLetterAgain() {
    store.put(letter("k", 0, 10, "o"));
    long run = replay(only().id());
    table.sent(only().id(), 1);
    assertThat(only().state()).isEqualTo(LetterState.REPLAYING);
    store.put(letter("k", 1, 20, "o"));
    assertThat(only().state()).isEqualTo(LetterState.PARKED);
    assertThat(only().attempts()).isEqualTo(2);
    assertThat(desk.run(run).parkedAgain()).isEqualTo(1);
    assertThat(store.unsettledOf(Set.of("o")).get("o")).containsExactly(new Unsettled("k", 10));
  }

  @Test
  void whatTheCollectorBringsLateChangesNothing() {
    store.put(letter("k", 0, 10, "o"));
    replay(only().id());
    table.sent(only().id(), 1);
    store.put(letter("k", 1, 20, "o"));
    long second = replay(only().id());
    table.sent(only().id(), 2);
    store.answered(Map.of(new Replay("k", 2), "DeductionConfirmed"));
    store.put(letter("k", 0, 10, "o"));
    store.put(letter("k", 1, 20, "o"));
    assertThat(only().state()).isEqualTo(LetterState.REPLAYED);
    assertThat(desk.run(second).replayed()).isEqualTo(1);
  }

  @Test
  void anAnswerThatComesBeforeTheNoteOfItsSendingCounts() {
    store.put(letter("k", 0, 10, "o"));
    long run = replay(only().id());
    store.answered(Map.of(new Replay("k", 1), "DeductionConfirmed"));
    table.sent(only().id(), 1);
    assertThat(only().state()).isEqualTo(LetterState.REPLAYED);
    assertThat(only().replays()).isEqualTo(1);
    assertThat(desk.run(run).open()).isZero();
  }

  @Test
  void anAnswerToNoReplayOfOursChangesNothing() {
    store.put(letter("k", 0, 10, "o"));
    store.answered(Map.of(new Replay("k", 1), "x", new Replay("other", 1), "x"));
    assertThat(only().state()).isEqualTo(LetterState.PARKED);
  }

  @Test
  void lettersOfOneOrderComeOneAfterTheOther() {
    store.put(letter("second", 0, 20, "o"));
    store.put(letter("first", 0, 10, "o"));
    store.put(letter("other", 0, 30, "p"));
    long run = replay(all().stream().map(Letter::id).toArray(Long[]::new));
    assertThat(ready(run)).containsExactly("first", "other");
    table.sent(idOf("first"), 1);
    assertThat(ready(run)).containsExactly("other");
    store.answered(Map.of(new Replay("first", 1), "x"));
    assertThat(ready(run)).containsExactly("second", "other");
  }

  @Test
  void whatWaitsForALetterOutsideItsReplayIsMarked() {
    store.put(letter("first", 0, 10, "o"));
    store.put(letter("second", 0, 20, "o"));
    long run = replay(idOf("second"));
    assertThat(queue.ready(run, 10)).singleElement().matches(ReplayQueue.Next::waits);
    desk.discard(new Choice(List.of(idOf("first")), null, null), "why", "me");
    assertThat(queue.ready(run, 10)).singleElement().matches(next -> !next.waits());
  }

  @Test
  void aLetterOfAnotherTopicHoldsNobodyUp() {
    Original result =
        new Original(
            "stock-results", "id", null, List.of("o"), null, Map.of(), 1L, "{}".getBytes(UTF_8));
    store.put(
        new DeadLetter(
            "r", 0, ParkReason.DELIVERY_EXHAUSTED, "e", "%DLQ%g", "g", 1, 10, 10, result));
    assertThat(store.unsettledOf(Set.of("o"))).isEmpty();
    assertThat(only().orderId()).isEqualTo("o");
  }

  @Test
  void oneInstanceAtATimeWorksOnAReplay() {
    store.put(letter("k", 0, 10, "o"));
    long run = replay(only().id());
    assertThat(runs.lease(run, "a")).isTrue();
    assertThat(runs.lease(run, "a")).isTrue();
    assertThat(runs.lease(run, "b")).isFalse();
    jdbc.update("UPDATE dead_letter_run SET leased_until = 1");
    assertThat(runs.lease(run, "b")).isTrue();
    assertThat(runs.lease(run, "a")).isFalse();
  }

  @Test
  void aStoppedReplayWaitsForWhatWasSent() {
    store.put(letter("sent", 0, 10, "o"));
    store.put(letter("waiting", 0, 10, "p"));
    long run = replay(all().stream().map(Letter::id).toArray(Long[]::new));
    table.sent(idOf("sent"), 1);
    desk.stop(run, "me");
    assertThat(desk.run(run).open()).isEqualTo(1);
    assertThat(runs.open()).extracting(RunTable.Open::id).containsExactly(run);
    store.answered(Map.of(new Replay("sent", 1), "x"));
    assertThat(runs.open()).isEmpty();
    assertThat(desk.run(run).state()).isEqualTo(Run.State.STOPPED);
  }

  @Test
  void anEditChangesWhatALetterIsAbout() {
    store.put(letter("k", 0, 10, "wrong"));
    desk.edit(only().id(), body("right"), "me");
    assertThat(only().orderId()).isEqualTo("right");
    assertThat(only().edited()).isTrue();
    assertThat(desk.show(only().id()).body()).contains("wrong");
    assertThat(store.unsettledOf(Set.of("wrong"))).isEmpty();
    assertThat(store.unsettledOf(Set.of("right"))).hasSize(1);
  }

  @Test
  void anExportIsImportedElsewhereAsItWas() {
    store.put(letter("k", 0, 10, "o"));
    desk.edit(only().id(), body("o"), "me");
    List<ExportedLetter> exported = new ArrayList<>();
    desk.export(Selection.ALL, exported::add);
    Letter before = only();
    clear();
    assertThat(desk.importLetter(exported.get(0), "me")).isTrue();
    assertThat(desk.importLetter(exported.get(0), "me")).isFalse();
    assertThat(only()).usingRecursiveComparison().ignoringFields("id").isEqualTo(before);
    List<ExportedLetter> again = new ArrayList<>();
    desk.export(Selection.ALL, again::add);
    assertThat(again).usingRecursiveComparison().isEqualTo(exported);
  }

  private long replay(Long... ids) {
    return desk.replay(new Choice(List.of(ids), null, null), 100, false, "me").id();
  }

  private List<String> ready(long run) {
    return queue.ready(run, 10).stream().map(ReplayQueue.Next::key).toList();
  }

  private List<Letter> all() {
    return desk.list(Selection.ALL, 0, 100);
  }

  private Letter only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  private long idOf(String key) {
    return jdbc.queryForObject("SELECT id FROM dead_letter WHERE letter_key = ?", Long.class, key);
  }

  private static DeadLetter letter(String key, int replay, long position, String order) {
    Original original =
        new Original(
            EVENTS,
            "id",
            "OrderCreated",
            List.of(order),
            "sku",
            Map.of("shop", "north"),
            1L,
            body(order));
    return new DeadLetter(
        key, replay, ParkReason.FAILED, "why", "dead", null, 1, position, position, original);
  }

  private static byte[] body(String order) {
    return CODEC.encode(
        new OrderCreated(
            order, Instant.ofEpochMilli(1_764_000_000_000L), List.of(new OrderLine("sku", 1))));
  }
}
