package io.skuline.deadletter;

import static io.skuline.deadletter.DeadLetterTables.body;
import static io.skuline.deadletter.DeadLetterTables.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.deadletter.DeadLetterStore.Unsettled;
import io.skuline.event.InvalidEventException;
import io.skuline.stack.Stack;
import io.skuline.stack.StackExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database makes of letters that come by two ways, late, and again. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseDeadLetterStoreIT {

  private DeadLetterTables tables;
  private JdbcTemplate jdbc;
  private DatabaseDeadLetterStore store;
  private DeadLetterService service;
  private ReplayJobTable runs;
  private ReplayQueue queue;

  @BeforeAll
  void open(Stack stack) {
    tables = DeadLetterTables.on(stack);
    jdbc = tables.jdbc;
    store = tables.store;
    service = tables.service;
    runs = tables.runs;
    queue = tables.queue;
  }

  @AfterAll
  void close() {
    tables.close();
  }

  @BeforeEach
  void clear() {
    tables.clear();
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
    assertThat(tables.all()).hasSize(1);
    assertThat(unsettled("o")).containsExactly("k");
    assertThat(store.unsettledOf(Set.of("p"))).isEmpty();
  }

  @Test
  void aReplayThatFailsIsTheSameLetterAgain() {
    store.put(letter("k", 0, 10, "o"));
    long run = tables.replay(only().id());
    tables.begin(run, "k");
    assertThat(only().state()).isEqualTo(DeadLetterState.REPLAYING);
    store.put(letter("k", 1, 20, "o"));
    assertThat(only().state()).isEqualTo(DeadLetterState.PARKED);
    assertThat(only().attempts()).isEqualTo(2);
    assertThat(service.run(run).parkedAgain()).isEqualTo(1);
    assertThat(store.unsettledOf(Set.of("o")).get("o"))
        .allMatch(letter -> letter.key().equals("k") && letter.position() == 10);
  }

  @Test
  void whatTheCollectorBringsLateChangesNothing() {
    store.put(letter("k", 0, 10, "o"));
    tables.begin(tables.replay(only().id()), "k");
    store.put(letter("k", 1, 20, "o"));
    long second = tables.replay(only().id());
    tables.begin(second, "k");
    store.answered(Map.of(new Replay("k", 2), "DeductionConfirmed"));
    store.put(letter("k", 0, 10, "o"));
    store.put(letter("k", 1, 20, "o"));
    store.put(letter("k", 2, 30, "o"));
    assertThat(only().state()).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(service.run(second).replayed()).isEqualTo(1);
  }

  /** The mark of a replay that was never begun is copied, or made up. */
  @Test
  void aReplayThatNobodyHasBegunIsALetterOfItsOwnAndSpoilsNoOther() {
    store.put(letter("k", 0, 10, "o"));
    store.put(letter("k", 1_000_000, 20, "o"));
    store.put(letter("no such letter", 7, 30, "o"));
    assertThat(jdbc.queryForList("SELECT letter_key FROM dead_letter ORDER BY id", String.class))
        .containsExactly("k", "order-events/id-of-k", "order-events/id-of-no such letter");
    assertThat(tables.all()).allMatch(letter -> letter.replays() == 0);

    tables.begin(tables.replay(tables.idOf("k")), "k");
    store.put(letter("k", 1, 40, "o"));
    assertThat(tables.state("k")).as("parking goes on").isEqualTo(DeadLetterState.PARKED);
    assertThat(service.show(tables.idOf("k")).letter().run()).isNull();
  }

  @Test
  void anAnswerToNoReplayOfOursChangesNothing() {
    store.put(letter("k", 0, 10, "o"));
    store.answered(Map.of(new Replay("k", 1), "x", new Replay("other", 1), "x"));
    assertThat(only().state()).isEqualTo(DeadLetterState.PARKED);
    tables.replay(only().id());
    store.answered(Map.of(new Replay("k", 1), "x"));
    assertThat(only().state()).as("chosen, and not sent yet").isEqualTo(DeadLetterState.PARKED);
  }

  @Test
  void anAnswerCountsAlsoWhenTheSameReplayWasParkedBefore() {
    store.put(letter("k", 0, 10, "o"));
    tables.begin(tables.replay(only().id()), "k");
    store.put(letter("k", 1, 20, "o"));
    store.answered(Map.of(new Replay("k", 1), "DeductionConfirmed"));
    assertThat(only().state()).as("it was delivered twice").isEqualTo(DeadLetterState.REPLAYED);
    assertThat(unsettled("o")).isEmpty();
    assertThat(service.show(only().id()).actions().get(1).detail()).isEqualTo("DeductionConfirmed");
  }

  @Test
  void manyAnswersAreNotedAtOnceAndOnlyTheLatestReplayOfEachCounts() {
    store.put(letter("a", 0, 10, "o"));
    store.put(letter("b", 0, 10, "p"));
    long run = tables.replay(tables.idOf("a"), tables.idOf("b"));
    tables.begin(run, "a", "b");
    store.answered(
        Map.of(new Replay("a", 1), "x", new Replay("a", 2), "forged", new Replay("b", 1), "y"));
    assertThat(tables.state("a")).isEqualTo(DeadLetterState.REPLAYING);
    assertThat(tables.state("b")).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(service.outcomes(run, 0, 10)).singleElement().matches(it -> it.who().equals("me"));
    store.answered(Map.of());
  }

  /** The database would cut it, and nobody would find it again. */
  @Test
  void aLetterOfALongTopicIsStoredOnceAndFoundAgain() {
    FakeMessage message =
        new FakeMessage("{}", Map.of("skuline_origin_topic", "t".repeat(300)), List.of());
    store.put(DeadLetterMessage.read(message));
    store.put(DeadLetterMessage.read(message));
    assertThat(tables.all()).hasSize(1);
    FakeMessage other =
        new FakeMessage(
            "{}",
            Map.of("skuline_origin_topic", "t".repeat(300), "skuline_origin_message_id", "2"),
            List.of());
    store.put(DeadLetterMessage.read(other));
    assertThat(tables.all()).hasSize(2);
  }

  /** Else a shop that repeats one message a thousand times hides the parked orders of others. */
  @Test
  void veryManyLettersOfOneOrderHideNoOther() {
    for (int i = 0; i < 1100; i++) {
      store.put(letter("many-" + i, 0, 1000 + i, "many"));
    }
    store.put(letter("k", 0, 10, "o"));
    assertThat(unsettled("many", "o")).contains("k", "many-0", "many-1099");
    assertThat(store.unsettledOf(Set.of("many")).get("many")).hasSizeLessThan(1000);
  }

  @Test
  void theLatestActionsAreShownTheOldestOfThemFirst() {
    store.put(letter("k", 0, 10, "o"));
    for (int i = 1; i <= 101; i++) {
      service.edit(only().id(), body("o" + i), "editor-" + i);
    }
    List<OperatorAction> actions = service.show(only().id()).actions();
    assertThat(actions).hasSize(100);
    assertThat(actions.get(0).who()).isEqualTo("editor-2");
    assertThat(actions.get(99).who()).isEqualTo("editor-101");
  }

  @Test
  void lettersOfOneOrderComeOneAfterTheOther() {
    store.put(letter("second", 0, 20, "o"));
    store.put(letter("first", 0, 10, "o"));
    store.put(letter("other", 0, 30, "p"));
    long run = replayAll();
    assertThat(tables.ready(run)).containsExactly("first", "other");
    tables.begin(run, "first");
    assertThat(tables.ready(run)).containsExactly("other");
    store.answered(Map.of(new Replay("first", 1), "x"));
    assertThat(tables.ready(run)).containsExactly("second", "other");
  }

  /** The broker's time of birth is in milliseconds. */
  @Test
  void lettersOfOneMomentComeOneAfterTheOtherToo() {
    store.put(letter("first", 0, 10, "o"));
    store.put(letter("second", 0, 10, "o"));
    long run = replayAll();
    assertThat(tables.ready(run)).containsExactly("first");
    tables.begin(run, "first");
    assertThat(tables.ready(run)).isEmpty();
    store.answered(Map.of(new Replay("first", 1), "x"));
    assertThat(tables.ready(run)).containsExactly("second");
    List<Unsettled> left = store.unsettledOf(Set.of("o")).get("o");
    assertThat(left).allMatch(letter -> letter.key().equals("second"));
  }

  @Test
  void whatWaitsForALetterOutsideItsReplayIsMarked() {
    store.put(letter("first", 0, 10, "o"));
    store.put(letter("second", 0, 20, "o"));
    long run = tables.replay(tables.idOf("second"));
    assertThat(queue.ready(run, 10)).singleElement().matches(ReplayQueue.Next::waits);
    service.discard(
        new DeadLetterSelection(List.of(tables.idOf("first")), null, null), "why", "me");
    assertThat(queue.ready(run, 10)).singleElement().matches(next -> !next.waits());
  }

  @Test
  void aLetterOfAnotherTopicHoldsNobodyUp() {
    store.put(exhausted(0));
    assertThat(store.unsettledOf(Set.of("o"))).isEmpty();
    assertThat(only().orderId()).isEqualTo("o");
  }

  @Test
  void aMessageThatItsReadersGiveUpAgainAfterItsReplayIsParkedAgain() {
    store.put(exhausted(0));
    long run = tables.replay(only().id());
    tables.begin(run, "r");
    tables.books.end(run, List.of(new ReplayStore.Sent(next(only()), ReplayStore.Fate.STORED, "")));
    assertThat(only().state()).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(service.run(run).replayed()).isEqualTo(1);
    store.put(exhausted(1));
    assertThat(only().state()).isEqualTo(DeadLetterState.PARKED);
  }

  private static DeadLetter exhausted(int replay) {
    return new DeadLetter(
        "r",
        replay,
        ParkReason.DELIVERY_EXHAUSTED,
        "e",
        "%DLQ%g",
        "g",
        1,
        10,
        10,
        List.of(),
        DeadLetterTables.result("o"));
  }

  @Test
  void whatIsRefusedOrDoubtfulIsAsItWasOrIsSentAgainSoon() {
    store.put(letter("refused", 0, 10, "o"));
    store.put(letter("doubtful", 0, 20, "p"));
    long run = replayAll();
    tables.begin(run, "refused", "doubtful");
    assertThat(queue.unanswered(run, 54_000, 10)).isEmpty();
    List<ReplayStore.Sent> ends =
        tables.all().stream()
            .map(
                letter ->
                    new ReplayStore.Sent(
                        next(letter),
                        letter.orderId().equals("o")
                            ? ReplayStore.Fate.REFUSED
                            : ReplayStore.Fate.DOUBTFUL,
                        "why"))
            .toList();
    tables.books.end(run, ends);
    assertThat(tables.state("refused")).isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.books.unanswered(run, 10)).as("not at once").isEmpty();
    List<ReplayQueue.Next> unanswered = queue.unanswered(run, 54_000, 10);
    assertThat(unanswered)
        .singleElement()
        .matches(next -> next.key().equals("doubtful") && next.replays() == 1);
    assertThat(tables.books.begin(run, unanswered, true)).hasSize(1);
    assertThat(queue.unanswered(run, 54_000, 10)).as("sent just now").isEmpty();
    store.answered(Map.of(new Replay("doubtful", 1), "x"));
    tables.books.end(run, ends);
    assertThat(tables.state("doubtful")).as("it stays settled").isEqualTo(DeadLetterState.REPLAYED);
    tables.books.endIfDone(run);
    assertThat(service.run(run).state()).isEqualTo(ReplayJob.State.DONE);
    assertThat(service.run(run).refused()).isEqualTo(1);
  }

  @Test
  void oneInstanceAtATimeWorksOnAReplay() {
    store.put(letter("k", 0, 10, "o"));
    long run = tables.replay(only().id());
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
    long run = replayAll();
    tables.begin(run, "sent");
    service.stop(run, "me");
    assertThat(service.run(run).open()).isEqualTo(1);
    assertThat(runs.open()).containsExactly(new ReplayJobTable.Open(run, 100, true));
    store.answered(Map.of(new Replay("sent", 1), "x"));
    assertThat(tables.state("sent")).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.state("waiting")).isEqualTo(DeadLetterState.PARKED);
    assertThat(runs.open()).isEmpty();
    assertThat(service.run(run).state()).isEqualTo(ReplayJob.State.STOPPED);
  }

  @Test
  void whatWasChosenAndIsStoppedIsNotBegunAndWhatIsLeftOfAStopIsDoneByTheReplayer() {
    store.put(letter("k", 0, 10, "o"));
    long run = tables.replay(only().id());
    List<ReplayQueue.Next> chosen = queue.ready(run, 10);
    assertThat(runs.stop(run)).isTrue();
    assertThat(runs.open()).as("its instance has ended here").hasSize(1);
    tables.books.freeUnsent(run);
    assertThat(tables.books.begin(run, chosen, false)).isEmpty();
    assertThat(only().state()).isEqualTo(DeadLetterState.PARKED);
    assertThat(only().run()).isNull();
    assertThat(runs.open()).isEmpty();
  }

  @Test
  void anEditChangesWhatALetterIsAbout() {
    store.put(letter("k", 0, 10, "wrong"));
    service.edit(only().id(), body("right"), "me");
    assertThat(only().orderId()).isEqualTo("right");
    assertThat(only().edited()).isTrue();
    assertThat(service.show(only().id()).body()).contains("wrong");
    assertThat(unsettled("wrong")).isEmpty();
    assertThat(unsettled("right")).hasSize(1);
  }

  @Test
  void anExportIsImportedElsewhereAsItWas() {
    store.put(letter("k", 0, 10, "o"));
    service.edit(only().id(), body("o"), "me");
    List<ExportedDeadLetter> exported = new ArrayList<>();
    service.export(DeadLetterFilter.ALL, exported::add);
    DeadLetterSummary before = only();
    clear();
    assertThat(service.importLetter(exported.get(0), "me")).isTrue();
    assertThat(service.importLetter(exported.get(0), "me")).isFalse();
    assertThat(only()).usingRecursiveComparison().ignoringFields("id").isEqualTo(before);
    List<ExportedDeadLetter> again = new ArrayList<>();
    service.export(DeadLetterFilter.ALL, again::add);
    assertThat(again).usingRecursiveComparison().isEqualTo(exported);
  }

  @Test
  void anExportThatNoLetterCanHaveIsRefused() {
    store.put(letter("k", 0, 10, "o"));
    List<ExportedDeadLetter> exported = new ArrayList<>();
    service.export(DeadLetterFilter.ALL, exported::add);
    ExportedDeadLetter fine = exported.get(0);
    assertRefused("replays", () -> with(fine, fine.key(), Integer.MAX_VALUE, 10, fine.lastSeen()));
    assertRefused("replays", () -> with(fine, fine.key(), -1, 10, fine.lastSeen()));
    assertRefused("position", () -> with(fine, fine.key(), 0, Long.MAX_VALUE, fine.lastSeen()));
    assertRefused("lastSeen", () -> with(fine, fine.key(), 0, 10, Instant.MAX));
    assertRefused("key", () -> with(fine, "k".repeat(256), 0, 10, fine.lastSeen()));
  }

  private static void assertRefused(String field, Runnable step) {
    assertThatExceptionOfType(InvalidEventException.class)
        .isThrownBy(step::run)
        .matches(e -> e.field().equals(field));
  }

  private static ExportedDeadLetter with(
      ExportedDeadLetter letter, String key, int replays, long position, Instant lastSeen) {
    return new ExportedDeadLetter(
        key,
        letter.state(),
        letter.reason(),
        letter.error(),
        letter.collectedFrom(),
        letter.consumerGroup(),
        letter.topic(),
        letter.tag(),
        letter.keys(),
        letter.messageGroup(),
        letter.messageId(),
        letter.properties(),
        letter.attempts(),
        replays,
        position,
        letter.bornAt(),
        letter.firstSeen(),
        lastSeen,
        letter.bodyBase64(),
        letter.editedBodyBase64());
  }

  private long replayAll() {
    return tables.replay(tables.all().stream().map(DeadLetterSummary::id).toArray(Long[]::new));
  }

  private List<String> unsettled(String... orders) {
    return store.unsettledOf(Set.of(orders)).values().stream()
        .flatMap(List::stream)
        .map(Unsettled::key)
        .distinct()
        .toList();
  }

  private DeadLetterSummary only() {
    assertThat(tables.all()).hasSize(1);
    return tables.all().get(0);
  }

  private static ReplayQueue.Next next(DeadLetterSummary letter) {
    return new ReplayQueue.Next(
        letter.id(), "", letter.topic(), null, 1, DeadLetterState.PARKED, 0, false);
  }
}
