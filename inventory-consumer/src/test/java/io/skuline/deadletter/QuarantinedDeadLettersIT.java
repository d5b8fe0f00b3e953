package io.skuline.desk;

import static io.skuline.desk.DeskTables.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.ParkReason;
import io.skuline.deadletter.Replay;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a SKU is let out of quarantine, nothing that waited for it is left behind. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuarantinedLettersIT {

  private DeskTables tables;

  @BeforeAll
  void open(Stack stack) {
    tables = DeskTables.on(stack);
  }

  @AfterAll
  void close() {
    tables.close();
  }

  @BeforeEach
  void clear() {
    tables.clear();
  }

  @Test
  void aLetterThatNamesNotTheSkuThatHoldsItWaitsForThatAndIsReplayed() {
    park("cancellation", 10, "o", ParkReason.QUARANTINED, "held");
    tables.held.add("held");
    assertThat(tables.afterQuarantine.replay("ann")).isEmpty();
    assertThat(tables.desk.list(selection("held"), 0, 10)).as("found by it").hasSize(1);
    tables.held.clear();
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    assertThat(run.who()).isEqualTo("ann");
    assertThat(run.total()).isEqualTo(1);
    assertThat(tables.ready(run.id())).containsExactly("cancellation");
  }

  @Test
  void aLetterWaitsForAllSkusThatHoldIt() {
    park("cart", 10, "o", ParkReason.QUARANTINED, "a", "b");
    park("other", 20, "p", ParkReason.QUARANTINED, "c");
    tables.held.addAll(List.of("b", "d"));
    assertThat(released()).containsExactly("other");
    tables.held.clear();
    assertThat(released()).containsExactly("cart");
  }

  @Test
  void whatIsParkedBehindALetterComesAlongInItsOrder() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    park("cancellation", 30, "o", ParkReason.FOLLOWS_PARKED);
    park("other", 40, "p", ParkReason.FOLLOWS_PARKED);
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    assertThat(run.total()).isEqualTo(3);
    for (String next : List.of("order", "return", "cancellation")) {
      assertThat(tables.ready(run.id())).containsExactly(next);
      answer(run.id(), next, 1);
    }
    assertThat(tables.state("cancellation")).isEqualTo(LetterState.REPLAYED);
    assertThat(tables.state("other")).as("nobody knows why").isEqualTo(LetterState.PARKED);
    assertThat(tables.afterQuarantine.replay("ann")).isEmpty();
  }

  @Test
  void whatWaitsForAnotherLetterTooIsLeftToThatOne() {
    park("poison", 10, "o", ParkReason.MALFORMED_JSON);
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    park("order", 30, "o", ParkReason.QUARANTINED, "held");
    park("cancellation", 40, "o", ParkReason.FOLLOWS_PARKED);
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    assertThat(run.total()).isEqualTo(1);
    assertThat(tables.state("cancellation")).isEqualTo(LetterState.PARKED);
  }

  @Test
  void whatIsParkedAfterTheLettersWereChosenIsSweptUp() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    park("late order", 15, "q", ParkReason.QUARANTINED, "held");
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    assertThat(released()).as("its order is not answered yet").containsExactly("late order");
    answer(run.id(), "order", 1);
    park("cancellation", 30, "o", ParkReason.FOLLOWS_PARKED);
    assertThat(tables.afterQuarantine.replay("skuline").orElseThrow().total()).isEqualTo(2);
  }

  @Test
  void aReplayThatMeetsAnotherSkuInQuarantineWaitsForThatOneWithWhatFollowsIt() {
    park("order", 10, "o", ParkReason.QUARANTINED, "a");
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    tables.held.add("b");
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    tables.begin(run.id(), "order");
    tables.store.put(letter("order", 1, 30, "o", ParkReason.QUARANTINED, "b"));
    tables.books.end(run.id(), refusals(run.id()));
    tables.books.endIfDone(run.id());
    assertThat(tables.desk.run(run.id()).refused()).as("the return waits").isEqualTo(1);
    assertThat(tables.afterQuarantine.replay("skuline")).isEmpty();
    tables.held.clear();
    Run second = tables.afterQuarantine.replay("skuline").orElseThrow();
    assertThat(second.total()).isEqualTo(2);
    answer(second.id(), "order", 2);
    assertThat(tables.ready(second.id())).containsExactly("return");
  }

  @Test
  void whatSomebodyHasDealtWithSinceIsLeftAlone() {
    park("stopped", 10, "o", ParkReason.QUARANTINED, "held");
    park("begun", 20, "p", ParkReason.QUARANTINED, "held");
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    tables.begin(run.id(), "begun");
    tables.desk.stop(run.id(), "bob");
    assertThat(tables.afterQuarantine.replay("skuline")).as("somebody stopped it").isEmpty();
    assertThat(tables.desk.show(tables.idOf("stopped")).actions())
        .anyMatch(action -> action.who().equals("bob") && action.outcome().equals("STOPPED"));

    park("refused", 30, "q", ParkReason.QUARANTINED, "held");
    long second = tables.afterQuarantine.replay("ann").orElseThrow().id();
    List<ReplayBooks.Sent> refused = new ArrayList<>();
    tables
        .queue
        .ready(second, 10)
        .forEach(next -> refused.add(new ReplayBooks.Sent(next, ReplayBooks.Fate.REFUSED, "flaw")));
    tables.books.end(second, refused);
    assertThat(tables.afterQuarantine.replay("skuline")).as("its run says why").isEmpty();

    List<ExportedLetter> exported = new ArrayList<>();
    tables.desk.export(Selection.ALL, exported::add);
    tables.clear();
    exported.forEach(each -> tables.desk.importLetter(each, "ann"));
    assertThat(tables.afterQuarantine.replay("skuline")).as("of another installation").isEmpty();
  }

  /** Else a mark in Redis that is one too many would have it sent and parked without end. */
  @Test
  void whatIsParkedAgainAndAgainIsNotReplayedWithoutPause() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    Run run = tables.afterQuarantine.replay("ann").orElseThrow();
    tables.begin(run.id(), "order");
    long now = System.currentTimeMillis();
    tables.store.put(letter("order", 1, now, "o", ParkReason.QUARANTINED, "held"));
    assertThat(tables.afterQuarantine.replay("skuline")).isEmpty();
    tables.jdbc.update("UPDATE dead_letter SET last_seen = last_seen - 31000");
    assertThat(released()).containsExactly("order");
  }

  @Test
  void aLetterThatSomebodyCorrectedIsStillReplayed() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    tables.desk.edit(tables.idOf("order"), DeskTables.body("o"), "ann");
    assertThat(released()).containsExactly("order");
  }

  private void park(String key, long position, String order, ParkReason reason, String... heldBy) {
    tables.store.put(letter(key, 0, position, order, reason, heldBy));
  }

  /** The letters of a replay that begins now and whose turn it is. */
  private List<String> released() {
    Optional<Run> run = tables.afterQuarantine.replay("skuline");
    return run.map(Run::id).map(tables::ready).orElse(List.of());
  }

  private void answer(long run, String key, int number) {
    tables.begin(run, key);
    tables.store.answered(Map.of(new Replay(key, number), "DeductionConfirmed"));
  }

  /** What the replayer does with letters that wait. */
  private List<ReplayBooks.Sent> refusals(long run) {
    return tables.queue.ready(run, 10).stream()
        .filter(ReplayQueue.Next::waits)
        .map(next -> new ReplayBooks.Sent(next, ReplayBooks.Fate.REFUSED, "waits"))
        .toList();
  }

  private static Selection selection(String sku) {
    return new Selection(null, null, null, null, null, sku, null, null, null);
  }
}
