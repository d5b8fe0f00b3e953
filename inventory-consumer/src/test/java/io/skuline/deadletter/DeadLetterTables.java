package io.skuline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.skuline.concurrent.TimeSource;
import io.skuline.event.OrderCreated;
import io.skuline.event.OrderLine;
import io.skuline.intake.EventReader;
import io.skuline.stack.Stack;
import io.skuline.store.EpochTable;
import io.skuline.store.MigratedDatabases;
import io.skuline.wire.EventCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables of dead letters on a real database, and the classes that write them. */
final class DeadLetterTables implements AutoCloseable {

  static final String EVENTS = "order-events";
  static final EventCodec CODEC = new EventCodec();

  private final HikariDataSource database;

  final JdbcTemplate jdbc;
  final PlatformTransactionManager transactions;
  final OperatorActionTable actions;
  final ReplayJobTable runs;
  final ReplayQueue queue;
  final DatabaseDeadLetterStore store;
  final DeadLetterService service;
  final QuarantineReplayer afterQuarantine;
  final ReplayStore replays;
  final SlowTime sweeps = new SlowTime();

  /** The SKUs in quarantine. */
  final Set<String> held = new TreeSet<>();

  private DeadLetterTables(Stack stack) {
    database = new HikariDataSource();
    database.setJdbcUrl(MigratedDatabases.url(stack, "skuline_desk"));
    database.setUsername(stack.jdbcUser());
    database.setPassword(stack.jdbcPassword());
    jdbc = new JdbcTemplate(database);
    transactions = new JdbcTransactionManager(database);
    TransactionTemplate transaction = new RetryingTransactions(transactions);
    actions = new OperatorActionTable(jdbc);
    DeadLetterTable table = new DeadLetterTable(jdbc, EVENTS);
    ReplayedDeadLetters replayed = new ReplayedDeadLetters(jdbc);
    runs = new ReplayJobTable(jdbc);
    queue = new ReplayQueue(jdbc);
    DeadLetterMetrics metrics = new DeadLetterMetrics(jdbc, new SimpleMeterRegistry());
    store = new DatabaseDeadLetterStore(table, actions, transaction, metrics);
    StoppedReplay stopped = new StoppedReplay(jdbc, replayed, actions, transaction);
    replays =
        new DatabaseReplayStore(
            runs, queue, replayed, actions, stopped, transaction, metrics, Duration.ofMinutes(1));
    ReplayCheck check = new ReplayCheck(new EventReader(CODEC, Clock.systemUTC()), EVENTS);
    service =
        new DeadLetterService(
            new DeadLetterReader(jdbc),
            table,
            replayed,
            actions,
            runs,
            stopped,
            check,
            transaction);
    afterQuarantine =
        new QuarantineReplayer(
            jdbc, () -> held, new EpochTable(jdbc), replayed, runs, actions, transaction, sweeps);
  }

  /** A second passes whenever it is asked for the time. */
  static final class SlowTime implements TimeSource {
    private Duration now = Duration.ZERO;

    @Override
    public long nanos() {
      sleep(Duration.ofSeconds(1));
      return now.toNanos();
    }

    @Override
    public void sleep(Duration duration) {
      now = now.plus(duration);
    }
  }

  static DeadLetterTables on(Stack stack) {
    return new DeadLetterTables(stack);
  }

  @Override
  public void close() {
    database.close();
  }

  void clear() {
    held.clear();
    for (String each : List.of("", "_sku", "_run", "_action")) {
      jdbc.update("DELETE FROM dead_letter" + each);
    }
  }

  /** Begins a replay of these dead letters. */
  long replay(Long... ids) {
    return service.replay(new DeadLetterSelection(List.of(ids), null, null), 100, false, "me").id();
  }

  /** Records that dead letters of a replay are about to be sent. */
  void begin(long run, String... keys) {
    Set<String> wanted = Set.of(keys);
    List<ReplayQueue.Next> deadLetters =
        queue.ready(run, 1000).stream().filter(next -> wanted.contains(next.key())).toList();
    replays.begin(run, deadLetters, false);
  }

  List<String> ready(long run) {
    return queue.ready(run, 10).stream().map(ReplayQueue.Next::key).toList();
  }

  List<DeadLetterSummary> all() {
    return service.list(DeadLetterFilter.ALL, 0, 1000);
  }

  long idOf(String key) {
    return jdbc.queryForObject("SELECT id FROM dead_letter WHERE letter_key = ?", Long.class, key);
  }

  DeadLetterState state(String key) {
    return service.show(idOf(key)).letter().state();
  }

  /** Returns the keys of the unsettled dead letters of these orders. */
  List<String> unsettled(String... orders) {
    return store.unsettledOf(Set.of(orders)).values().stream()
        .flatMap(List::stream)
        .map(DeadLetterStore.Unsettled::key)
        .distinct()
        .toList();
  }

  /** Returns the only dead letter. */
  DeadLetterSummary only() {
    assertThat(all()).hasSize(1);
    return all().get(0);
  }

  static DeadLetter letter(String key, int replay, long position, String order) {
    return letter(key, replay, position, order, ParkReason.FAILED);
  }

  /**
   * @param heldBy other SKUs than the one that the body names
   */
  static DeadLetter letter(
      String key, int replay, long position, String order, ParkReason reason, String... heldBy) {
    Original original =
        new Original(
            EVENTS,
            "id-of-" + key,
            "OrderCreated",
            List.of(order),
            "sku",
            Map.of("shop", "north"),
            1L,
            body(order));
    return new DeadLetter(
        key, replay, reason, "why", "dead", null, 1, position, position, List.of(heldBy), original);
  }

  static byte[] body(String order) {
    return CODEC.encode(
        new OrderCreated(
            order, Instant.ofEpochMilli(1_764_000_000_000L), List.of(new OrderLine("sku", 1))));
  }

  static Original result(String order) {
    return new Original(
        "stock-results", "id", null, List.of(order), null, Map.of(), 1L, "{}".getBytes(UTF_8));
  }

  /** Returns a dead letter as a replay takes it. */
  static ReplayQueue.Next next(DeadLetterSummary letter) {
    return new ReplayQueue.Next(
        letter.id(), "", letter.topic(), null, 1, DeadLetterState.PARKED, 0, false);
  }
}
