package io.skuline.hot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.skuline.deduction.SettableClock;
import io.skuline.event.InvalidEventException;
import io.skuline.event.SkuBuckets;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import io.skuline.store.DatabaseTime;
import io.skuline.store.HotSku;
import io.skuline.store.HotSkuAction;
import io.skuline.store.HotSkuAction.Verb;
import io.skuline.store.HotSkuActionTable;
import io.skuline.store.HotSkuTable;
import io.skuline.store.StackDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** Intervals in which SKUs are hot, on a real database. */
@Timeout(60)
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HotSkuServiceIT {

  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final Instant SOON = NOW.plus(Duration.ofMinutes(10));
  private static final Instant LATER = SOON.plus(Duration.ofHours(1));

  private final SettableClock clock = new SettableClock(NOW);
  private DataSource database;
  private HotSkuService hot;
  private HotSkuActionTable actions;

  @BeforeAll
  void open(Stack stack) {
    database = StackDatabases.migrated(stack, "hot");
    hot = HotSkuServiceOver.database(database, clock);
    actions = new HotSkuActionTable(new JdbcTemplate(database));
  }

  @Test
  void aSkuIsSwitchedOnAndOff() {
    HotSku on = hot.on("tea", null, null, 1, "ann", "a sale");
    assertThat(on.from()).isEqualTo(SOON);
    assertThat(of("tea")).containsExactly(on);

    assertThat(hot.off("tea", LATER, "bob", "")).containsExactly(on.until(LATER));
    assertThat(hot.off("tea", null, "bob", "it is over")).containsExactly(on.until(SOON));

    assertThat(of("tea")).as("it was called off before it began").isEmpty();
    assertThat(actions.before(Long.MAX_VALUE, 100))
        .filteredOn(each -> each.sku().equals("tea"))
        .extracting(HotSkuAction::who, HotSkuAction::verb, HotSkuAction::until, HotSkuAction::note)
        .containsExactly(
            tuple("bob", Verb.OFF, SOON, "it is over"),
            tuple("bob", Verb.OFF, LATER, ""),
            tuple("ann", Verb.ON, null, "a sale"));
    assertThat(hot.on("tea", null, LATER, 1, "ann", "").from()).isEqualTo(SOON);
  }

  @Test
  void stockIsDividedForTheIntervalOnly() {
    HotSku on = hot.on("oil", null, null, 4, "ann", "a large sale");

    assertThat(on.from()).as("with time for the way").isAfter(SOON);
    assertThat(on.buckets()).isEqualTo(4);
    assertThat(new HotSkuTable(new JdbcTemplate(database)).divided()).containsExactly(on);
    HotSku ended = hot.off("oil", null, "bob", "").get(0);
    assertThat(ended.buckets()).isEqualTo(4);
    assertThat(actions.before(Long.MAX_VALUE, 100))
        .filteredOn(each -> each.sku().equals("oil"))
        .extracting(HotSkuAction::buckets)
        .containsExactly(4, 4);
  }

  @Test
  void reportsSeeTheStockOfASkuWithItsBuckets() {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    for (String stockId :
        List.of("rice", SkuBuckets.id("rice", 1), SkuBuckets.id("rice", 2), "ric")) {
      jdbc.update(
          "INSERT INTO stock (sku_id, available, last_sequence, movements) VALUES (?, 5, 2, 2)",
          stockId);
    }
    assertThat(jdbc.queryForList("SELECT * FROM sku_stock WHERE sku_id LIKE 'ric%'"))
        .extracting(row -> row.values().stream().map(Object::toString).toList())
        .containsExactlyInAnyOrder(List.of("rice", "15", "6"), List.of("ric", "5", "2"));
  }

  /** What cannot be divided is not, whatever else is asked for. */
  @Test
  void whatCannotBeDividedIsRefused() {
    HotSkuService undivided =
        HotSkuServiceOver.database(database, clock, HotSkuService.Divisions.NONE);

    assertThatThrownBy(() -> undivided.on("fat", null, null, 2, "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("buckets must be 1");
    assertThat(undivided.on("fat", null, null, 1, "ann", "").buckets()).isEqualTo(1);
  }

  @Test
  void severalIntervalsAreEndedTogether() {
    HotSku first = hot.on("ale", SOON, LATER, 1, "ann", "");
    HotSku second = hot.on("ale", LATER, null, 1, "ann", "");

    assertThat(hot.off("ale", SOON.plusSeconds(1), "ann", ""))
        .containsExactly(first.until(SOON.plusSeconds(1)), second.until(LATER));

    assertThat(of("ale")).containsExactly(first.until(SOON.plusSeconds(1)));
  }

  /** Orders of that time may exist already, and so may what follows them. */
  @Test
  void nothingThatLiesBehindChanges() {
    assertThatThrownBy(() -> hot.on("rum", SOON.minusMillis(1), null, 1, "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("from must be at least 10 minutes ahead (skuline.hot.notice)")
        .hasMessageContaining(SOON.toString());
    hot.on("rum", SOON, null, 1, "ann", "");
    assertThatThrownBy(() -> hot.off("rum", SOON.minusMillis(1), "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("until must be at least 10 minutes ahead");
  }

  @Test
  void anEndLiesBehindItsBeginning() {
    assertThatThrownBy(() -> hot.on("gin", LATER, LATER, 1, "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("until must be after the beginning");
    assertThatThrownBy(
            () -> hot.on("gin", Instant.parse("2200-01-01T00:00:00Z"), null, 1, "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("from must lie between the years 2000 and 2100");
  }

  @Test
  void aQueueHasRoomForItsNumber() {
    assertThat(hot.on("s".repeat(60), SOON, LATER, 1, "ann", "").sku()).hasSize(60);
    assertThatThrownBy(() -> hot.on("s".repeat(61), SOON, LATER, 1, "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("sku must have at most 60 characters to be hot")
        .hasMessageContaining("has 61");
    assertThatThrownBy(() -> hot.on("s~1", SOON, LATER, 1, "ann", ""))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageContaining("A-Z a-z 0-9");
  }

  @Test
  void intervalsDoNotOverlap() {
    hot.on("jam", SOON.plusSeconds(10), LATER, 1, "ann", "");
    for (Instant from : List.of(SOON, SOON.plusSeconds(10), LATER.minusMillis(1))) {
      assertThatThrownBy(() -> hot.on("jam", from, null, 1, "ann", ""))
          .isInstanceOf(HotSkuRefusedException.class)
          .hasMessageContaining("jam is declared hot already, from")
          .hasMessageContaining("until " + LATER);
    }
    hot.on("jam", SOON, SOON.plusSeconds(10), 1, "ann", "");
    hot.on("jam", LATER, null, 1, "ann", "");
    assertThatThrownBy(() -> hot.on("jam", LATER.plusSeconds(9), null, 1, "ann", ""))
        .isInstanceOf(HotSkuRefusedException.class)
        .hasMessageContaining("from " + LATER + " on");
    assertThatThrownBy(() -> hot.off("nothing", null, "ann", ""))
        .isInstanceOf(HotSkuRefusedException.class)
        .hasMessageContaining("nothing is not hot after");
  }

  @Test
  void ofTwoOperatorsAtOnceOneIsRefused() {
    List<CompletableFuture<HotSku>> asked = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asked.add(CompletableFuture.supplyAsync(() -> hot.on("pie", null, null, 1, "ann", "")));
    }
    long refused =
        asked.stream()
            .filter(
                each -> {
                  try {
                    each.join();
                    return false;
                  } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(HotSkuRefusedException.class);
                    return true;
                  }
                })
            .count();
    assertThat(refused).isEqualTo(7);
    assertThat(of("pie")).hasSize(1);
  }

  @Test
  void whatIsMeasuredKeepsASkuHot() {
    Duration hour = Duration.ofHours(1);
    hot.keep("cod", hour, true, "auto", "");
    assertThat(of("cod")).as("there is nothing to extend").isEmpty();
    hot.keep("cod", hour, false, "auto", "many");
    hot.keep("cod", hour, false, "auto", "many");
    assertThat(of("cod")).extracting(HotSku::until).containsExactly(SOON.plus(hour));

    try {
      clock.set(NOW.plus(Duration.ofMinutes(29)));
      hot.keep("cod", hour, true, "auto", "some");
      assertThat(of("cod")).extracting(HotSku::until).containsExactly(SOON.plus(hour));
      clock.set(NOW.plus(Duration.ofMinutes(31)));
      hot.keep("cod", hour, true, "auto", "some");
      assertThat(of("cod"))
          .extracting(HotSku::until)
          .containsExactly(SOON.plus(hour).plus(Duration.ofMinutes(31)));
    } finally {
      clock.set(NOW);
    }
  }

  @Test
  void whatIsMeasuredLeavesOtherIntervalsAlone() {
    Duration hour = Duration.ofHours(1);
    Instant planned = SOON.plus(Duration.ofMinutes(20));
    HotSku plan = hot.on("eel", planned, LATER, 1, "ann", "");
    hot.keep("eel", hour, false, "auto", "many");
    assertThat(of("eel"))
        .extracting(HotSku::from, HotSku::until)
        .containsExactlyInAnyOrder(tuple(SOON, planned), tuple(plan.from(), plan.until()));
    hot.on("fig", SOON, null, 1, "ann", "");
    hot.keep("fig", hour, false, "auto", "many");
    assertThat(of("fig")).extracting(HotSku::until).containsExactly((Instant) null);
  }

  /** The record has the time of the database, and so has the clock of a service. */
  @Test
  void whatAnOperatorHasSwitchedOffStaysOff() {
    Instant now = new DatabaseTime(new JdbcTemplate(database)).now();
    try {
      clock.set(now);
      hot.on("nut", null, null, 1, "ann", "");
      hot.off("nut", null, "ann", "");
      hot.keep("nut", Duration.ofHours(1), false, "auto", "many");
      assertThat(of("nut")).isEmpty();
      clock.set(now.plus(Duration.ofMinutes(61)));
      hot.keep("nut", Duration.ofHours(1), false, "auto", "many");
      assertThat(of("nut")).hasSize(1);
    } finally {
      clock.set(NOW);
    }
  }

  private List<HotSku> of(String sku) {
    return hot.list().stream().filter(each -> each.sku().equals(sku)).toList();
  }
}
