package io.skuline.deadletter;

import static io.skuline.deadletter.DeadLetterTables.letter;
import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.deadletter.DeadLetterStore.Unsettled;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;

/** The dead letters of a replay that are sent, their order, and the instance that sends them. */
class ReplayJobsIT extends DeadLetterTablesFixture {

  /**
   * Otherwise another instance would send the same dead letters beside the one that is sending
   * them.
   */
  @Test
  void aReplayThatIsKeptIsKeptFromTheOthersForTheWholeTimeAgain() {
    long run = tables.runs.insert("ops", 100);
    assertThat(tables.runs.lease(run, "here")).isTrue();
    tables.jdbc.update("UPDATE dead_letter_run SET leased_until = 1 WHERE id = ?", run);
    assertThat(tables.runs.lease(run, "here")).isTrue();
    assertThat(tables.runs.lease(run, "elsewhere")).isFalse();
  }

  @Test
  void lettersOfOneOrderComeOneAfterTheOther() {
    tables.store.put(letter("second", 0, 20, "o"));
    tables.store.put(letter("first", 0, 10, "o"));
    tables.store.put(letter("other", 0, 30, "p"));
    long run = replayAll();
    assertThat(tables.ready(run)).containsExactly("first", "other");
    tables.begin(run, "first");
    assertThat(tables.ready(run)).containsExactly("other");
    tables.store.answered(Map.of(new Replay("first", 1), "x"));
    assertThat(tables.ready(run)).containsExactly("second", "other");
  }

  /** The broker's time of birth has only milliseconds. */
  @Test
  void lettersOfOneMomentComeOneAfterTheOtherToo() {
    tables.store.put(letter("first", 0, 10, "o"));
    tables.store.put(letter("second", 0, 10, "o"));
    long run = replayAll();
    assertThat(tables.ready(run)).containsExactly("first");
    tables.begin(run, "first");
    assertThat(tables.ready(run)).isEmpty();
    tables.store.answered(Map.of(new Replay("first", 1), "x"));
    assertThat(tables.ready(run)).containsExactly("second");
    List<Unsettled> left = tables.store.unsettledOf(Set.of("o")).get("o");
    assertThat(left).allMatch(letter -> letter.key().equals("second"));
  }

  @Test
  void whatWaitsForALetterOutsideItsReplayIsMarked() {
    tables.store.put(letter("first", 0, 10, "o"));
    tables.store.put(letter("second", 0, 20, "o"));
    long run = tables.replay(tables.idOf("second"));
    assertThat(tables.queue.ready(run, 10)).singleElement().matches(ReplayQueue.Next::waits);
    tables.service.discard(
        new DeadLetterSelection(List.of(tables.idOf("first")), null, null), "why", "me");
    assertThat(tables.queue.ready(run, 10)).singleElement().matches(next -> !next.waits());
  }

  @Test
  void whatIsRefusedOrDoubtfulIsAsItWasOrIsSentAgainSoon() {
    tables.store.put(letter("refused", 0, 10, "o"));
    tables.store.put(letter("doubtful", 0, 20, "p"));
    long run = replayAll();
    tables.begin(run, "refused", "doubtful");
    assertThat(tables.queue.unanswered(run, 54_000, 10)).isEmpty();
    List<ReplayStore.Sent> ends =
        tables.all().stream()
            .map(
                letter ->
                    new ReplayStore.Sent(
                        DeadLetterTables.next(letter),
                        letter.orderId().equals("o")
                            ? ReplayStore.Fate.REFUSED
                            : ReplayStore.Fate.DOUBTFUL,
                        "why"))
            .toList();
    tables.replays.end(run, ends);
    assertThat(tables.state("refused")).isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.replays.unanswered(run, 10)).as("not at once").isEmpty();
    List<ReplayQueue.Next> unanswered = tables.queue.unanswered(run, 54_000, 10);
    assertThat(unanswered)
        .singleElement()
        .matches(next -> next.key().equals("doubtful") && next.replays() == 1);
    assertThat(tables.replays.begin(run, unanswered, true)).hasSize(1);
    assertThat(tables.queue.unanswered(run, 54_000, 10)).as("sent just now").isEmpty();
    tables.store.answered(Map.of(new Replay("doubtful", 1), "x"));
    tables.replays.end(run, ends);
    assertThat(tables.state("doubtful")).as("it stays settled").isEqualTo(DeadLetterState.REPLAYED);
    tables.replays.endIfDone(run);
    assertThat(tables.service.run(run).state()).isEqualTo(ReplayJob.State.DONE);
    assertThat(tables.service.run(run).refused()).isEqualTo(1);
  }

  @Test
  void oneInstanceAtATimeWorksOnAReplay() {
    tables.store.put(letter("k", 0, 10, "o"));
    long run = tables.replay(tables.only().id());
    assertThat(tables.runs.lease(run, "a")).isTrue();
    assertThat(tables.runs.lease(run, "a")).isTrue();
    assertThat(tables.runs.lease(run, "b")).isFalse();
    tables.jdbc.update("UPDATE dead_letter_run SET leased_until = 1");
    assertThat(tables.runs.lease(run, "b")).isTrue();
    assertThat(tables.runs.lease(run, "a")).isFalse();
  }

  /** An operator who sees nothing open must see all that was answered, whenever it happens. */
  @Test
  void aReplayIsSeenAsOfOneMoment() {
    tables.store.put(letter("sent", 0, 10, "o"));
    long run = replayAll();
    tables.begin(run, "sent");
    JdbcTemplate answeredBetweenReads =
        new JdbcTemplate(tables.jdbc.getDataSource()) {
          @Override
          public <T> T query(
              PreparedStatementCreator creator,
              PreparedStatementSetter setter,
              ResultSetExtractor<T> extractor) {
            T read = super.query(creator, setter, extractor);
            tables.store.answered(Map.of(new Replay("sent", 1), "x"));
            return read;
          }
        };
    ReplayJob seen = new ReplayJobTable(answeredBetweenReads).one(run).orElseThrow();
    assertThat(tables.state("sent")).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(seen.open() + seen.replayed()).as("open %s", seen.open()).isEqualTo(1);
  }

  @Test
  void aStoppedReplayWaitsForWhatWasSent() {
    tables.store.put(letter("sent", 0, 10, "o"));
    tables.store.put(letter("waiting", 0, 10, "p"));
    long run = replayAll();
    tables.begin(run, "sent");
    tables.service.stop(run, "me");
    assertThat(tables.service.run(run).open()).isEqualTo(1);
    assertThat(tables.runs.open()).containsExactly(new ReplayJobTable.Open(run, 100, true));
    tables.store.answered(Map.of(new Replay("sent", 1), "x"));
    assertThat(tables.state("sent")).isEqualTo(DeadLetterState.REPLAYED);
    assertThat(tables.state("waiting")).isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.runs.open()).isEmpty();
    assertThat(tables.service.run(run).state()).isEqualTo(ReplayJob.State.STOPPED);
  }

  @Test
  void whatWasChosenAndIsStoppedIsNotBegunAndWhatIsLeftOfAStopIsDoneByTheReplayer() {
    tables.store.put(letter("k", 0, 10, "o"));
    long run = tables.replay(tables.only().id());
    List<ReplayQueue.Next> chosen = tables.queue.ready(run, 10);
    assertThat(tables.runs.stop(run)).isTrue();
    assertThat(tables.runs.open()).as("its instance has ended here").hasSize(1);
    tables.replays.freeUnsent(run);
    assertThat(tables.replays.begin(run, chosen, false)).isEmpty();
    assertThat(tables.only().state()).isEqualTo(DeadLetterState.PARKED);
    assertThat(tables.only().run()).isNull();
    assertThat(tables.runs.open()).isEmpty();
  }

  private long replayAll() {
    return tables.replay(tables.all().stream().map(DeadLetterSummary::id).toArray(Long[]::new));
  }
}
