package io.skuline.deadletter;

import static io.skuline.deadletter.DeadLetterTables.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.store.EpochTable;
import io.skuline.store.PartitionEpochs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a SKU is released from quarantine, nothing that waited for it is left behind. */
class QuarantinedDeadLettersIT extends DeadLetterTablesFixture {

  @Test
  void aLetterThatNamesNotTheSkuThatHoldsItWaitsForThatAndIsReplayed() {
    park("cancellation", 10, "o", ParkReason.QUARANTINED, "held");
    tables.held.add("held");
    assertThat(tables.afterQuarantine.replay("ann")).isEmpty();
    assertThat(tables.service.list(selection("held"), 0, 10)).as("found by it").hasSize(1);
    tables.held.clear();
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    assertThat(job.who()).isEqualTo("ann");
    assertThat(job.total()).isEqualTo(1);
    assertThat(tables.ready(job.id())).containsExactly("cancellation");
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

  /** A partition is a range of slots, and a SKU's slot follows from its name. */
  @Test
  void aLetterOfAClosedPartitionWaitsUntilThatIsOpen() {
    int itsOwn = PartitionEpochs.partitionOf("sku", 2);
    int another = 1 - itsOwn;
    EpochTable epochs = new EpochTable(tables.jdbc);
    epochs.beginAll(epochs.current(), epochs.current().latest() + 1);
    long all = epochs.current().latest();
    epochs.openAll(all, Instant.EPOCH, 2);
    park("cart", 10, "o", ParkReason.FENCED, "sku", skuIn(another));
    park("other", 20, "p", ParkReason.FENCED, "sku");
    park("return", 30, "o", ParkReason.FOLLOWS_PARKED);
    epochs.begin(epochs.current(), all + 1, new TreeSet<>(Set.of(0, 1)));
    assertThat(released()).isEmpty();
    epochs.open(all + 1, Instant.EPOCH, new TreeSet<>(Set.of(itsOwn)));
    assertThat(released()).containsExactly("other");
    epochs.open(all + 1, Instant.EPOCH, new TreeSet<>(Set.of(another)));
    assertThat(released()).contains("cart");
    epochs.beginAll(epochs.current(), all + 2);
    epochs.openAll(all + 2, Instant.EPOCH, 1);
  }

  private static String skuIn(int partition) {
    return IntStream.iterate(0, i -> i + 1)
        .mapToObj(i -> "fenced-" + i)
        .filter(sku -> PartitionEpochs.partitionOf(sku, 2) == partition)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsParkedBehindALetterComesAlongInItsOrder() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    park("cancellation", 30, "o", ParkReason.FOLLOWS_PARKED);
    park("other", 40, "p", ParkReason.FOLLOWS_PARKED);
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    assertThat(job.total()).isEqualTo(3);
    for (String next : List.of("order", "return", "cancellation")) {
      assertThat(tables.ready(job.id())).containsExactly(next);
      answer(job.id(), next, 1);
    }
    assertThat(tables.state("cancellation")).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.state("other")).as("nobody knows why").isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.afterQuarantine.replay("ann")).isEmpty();
  }

  @Test
  void whatWaitsForAnotherLetterTooIsLeftToThatOne() {
    park("poison", 10, "o", ParkReason.MALFORMED_JSON);
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    park("order", 30, "o", ParkReason.QUARANTINED, "held");
    park("cancellation", 40, "o", ParkReason.FOLLOWS_PARKED);
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    assertThat(job.total()).isEqualTo(1);
    assertThat(tables.state("cancellation")).isEqualTo(DeadLetterState.PARKED);
  }

  @Test
  void whatIsParkedAfterTheLettersWereChosenIsSweptUp() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    park("late order", 15, "q", ParkReason.QUARANTINED, "held");
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    assertThat(released()).as("its order is not answered yet").containsExactly("late order");
    answer(job.id(), "order", 1);
    park("cancellation", 30, "o", ParkReason.FOLLOWS_PARKED);
    assertThat(tables.afterQuarantine.replay("skuline").orElseThrow().total()).isEqualTo(2);
  }

  @Test
  void aReplayThatMeetsAnotherSkuInQuarantineWaitsForThatOneWithWhatFollowsIt() {
    park("order", 10, "o", ParkReason.QUARANTINED, "a");
    park("return", 20, "o", ParkReason.FOLLOWS_PARKED);
    tables.held.add("b");
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    tables.begin(job.id(), "order");
    tables.store.put(letter("order", 1, 30, "o", ParkReason.QUARANTINED, "b"));
    tables.replays.end(job.id(), refusals(job.id()));
    tables.replays.endIfDone(job.id());
    assertThat(tables.service.run(job.id()).refused()).as("the return waits").isEqualTo(1);
    assertThat(tables.afterQuarantine.replay("skuline")).isEmpty();
    tables.held.clear();
    ReplayJob second = tables.afterQuarantine.replay("skuline").orElseThrow();
    assertThat(second.total()).isEqualTo(2);
    answer(second.id(), "order", 2);
    assertThat(tables.ready(second.id())).containsExactly("return");
  }

  @Test
  void whatSomebodyHasDealtWithSinceIsLeftAlone() {
    park("stopped", 10, "o", ParkReason.QUARANTINED, "held");
    park("begun", 20, "p", ParkReason.QUARANTINED, "held");
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    tables.begin(job.id(), "begun");
    tables.service.stop(job.id(), "bob");
    assertThat(tables.afterQuarantine.replay("skuline")).as("somebody stopped it").isEmpty();
    assertThat(tables.service.show(tables.idOf("stopped")).actions())
        .anyMatch(action -> action.who().equals("bob") && action.outcome().equals("STOPPED"));

    park("refused", 30, "q", ParkReason.QUARANTINED, "held");
    long second = tables.afterQuarantine.replay("ann").orElseThrow().id();
    List<ReplayStore.Sent> refused = new ArrayList<>();
    tables
        .queue
        .ready(second, 10)
        .forEach(next -> refused.add(new ReplayStore.Sent(next, ReplayStore.Fate.REFUSED, "flaw")));
    tables.replays.end(second, refused);
    assertThat(tables.afterQuarantine.replay("skuline")).as("its run says why").isEmpty();

    List<ExportedDeadLetter> exported = new ArrayList<>();
    tables.service.export(DeadLetterFilter.ALL, exported::add);
    tables.clear();
    exported.forEach(each -> tables.service.importDeadLetter(each, "ann"));
    assertThat(tables.afterQuarantine.replay("skuline")).as("of another installation").isEmpty();
  }

  /** Otherwise one mark too many in Redis would have it sent and parked without end. */
  @Test
  void whatIsParkedAgainAndAgainIsNotReplayedWithoutPause() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    ReplayJob job = tables.afterQuarantine.replay("ann").orElseThrow();
    tables.begin(job.id(), "order");
    long now = System.currentTimeMillis();
    tables.store.put(letter("order", 1, now, "o", ParkReason.QUARANTINED, "held"));
    assertThat(tables.afterQuarantine.replay("skuline")).isEmpty();
    tables.jdbc.update("UPDATE dead_letter SET last_seen = last_seen - 6000");
    assertThat(released()).containsExactly("order");
  }

  /** Here every sweep takes a second. */
  @Test
  void sweepsThatTakeLongAreRare() {
    tables.sweeps.sleep(Duration.ofMinutes(1));
    tables.afterQuarantine.sweep();
    park("late", 10, "o", ParkReason.QUARANTINED, "held");
    tables.sweeps.sleep(Duration.ofSeconds(5));
    tables.afterQuarantine.sweep();
    assertThat(tables.state("late")).as("a second ago").isEqualTo(DeadLetterState.PARKED);
    assertThat(run("late")).isNull();
    tables.sweeps.sleep(Duration.ofSeconds(5));
    tables.afterQuarantine.sweep();
    assertThat(run("late")).isNotNull();
  }

  private Long run(String key) {
    return tables.service.show(tables.idOf(key)).letter().run();
  }

  @Test
  void aLetterThatSomebodyCorrectedIsStillReplayed() {
    park("order", 10, "o", ParkReason.QUARANTINED, "held");
    tables.service.edit(tables.idOf("order"), DeadLetterTables.body("o"), "ann");
    assertThat(released()).containsExactly("order");
  }

  private void park(String key, long position, String order, ParkReason reason, String... heldBy) {
    tables.store.put(letter(key, 0, position, order, reason, heldBy));
  }

  /** Returns the dead letters of a replay that begins now, and whose turn it is. */
  private List<String> released() {
    Optional<ReplayJob> run = tables.afterQuarantine.replay("skuline");
    return run.map(ReplayJob::id).map(tables::ready).orElse(List.of());
  }

  private void answer(long run, String key, int number) {
    tables.begin(run, key);
    tables.store.answered(Map.of(new Replay(key, number), "DeductionConfirmed"));
  }

  /** Returns what the replay worker does with dead letters that wait. */
  private List<ReplayStore.Sent> refusals(long run) {
    return tables.queue.ready(run, 10).stream()
        .filter(ReplayQueue.Next::waits)
        .map(next -> new ReplayStore.Sent(next, ReplayStore.Fate.REFUSED, "waits"))
        .toList();
  }

  private static DeadLetterFilter selection(String sku) {
    return new DeadLetterFilter(null, null, null, null, null, sku, null, null, null);
  }
}
