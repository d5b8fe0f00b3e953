package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.concurrent.FakeTimeSource;
import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.ReplayQueue.Next;
import io.skuline.messaging.BrokerUnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each step of a replay fails, hangs or is done twice: no letter is lost, or called answered. */
@Timeout(30)
class ReplayWorkerTest {

  private static final long RUN = 7;
  private static final long OTHER = 8;
  private static final String ORDERS = "order-events";
  private static final String OTHERS = "results";

  private final FakeReplayStore books = new FakeReplayStore();
  private final FakeDeadLetterSender sender = new FakeDeadLetterSender(books.log);
  private final FakeTimeSource time = new FakeTimeSource();
  private final ReplayWorker worker = replayer(time);

  private ReplayWorker replayer(TimeSource its) {
    return new ReplayWorker(books, sender, ORDERS::equals, its);
  }

  @Test
  void aLetterIsUnderWayBeforeItIsSentAndThenWaitsForItsAnswer() {
    books.ready(RUN, letter(1, ORDERS, 4));
    assertThat(worker.round()).isTrue();
    assertThat(books.log)
        .as("an answer counts from the start, also if the replay is stopped meanwhile")
        .containsExactly("begin 1", "send 1 as 5", "end of 7 if done");
  }

  @Test
  void aLetterThatNobodyAnswersIsDoneWithOnceTheBrokerHasIt() {
    books.ready(RUN, letter(1, OTHERS, 0));
    worker.round();
    assertThat(books.log).containsExactly("begin 1", "send 1 as 1", "1 STORED", "end of 7 if done");
  }

  @Test
  void aLetterWhoseAnswerWasLostIsSentAgainAsTheSameReplay() {
    books.unanswered(RUN, letter(1, ORDERS, 4));
    assertThat(worker.round()).isTrue();
    assertThat(books.log).containsExactly("begin 1 again", "send 1 as 4", "end of 7 if done");
  }

  @Test
  void aLetterThatIsStoppedOrTakenByAnotherInTheLastMomentIsNotSent() {
    books.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    books.gone.add(1L);
    worker.round();
    assertThat(sender.sent).containsExactly("2 as 1");
  }

  @Test
  void nothingIsSentOfAStoppedReplayAndItsLettersAreFreed() {
    books.ready(RUN, letter(1, ORDERS, 0));
    books.unanswered(RUN, letter(2, ORDERS, 1));
    books.stopped.add(RUN);
    worker.round();
    assertThat(books.log)
        .containsExactly(
            "free unsent of 7",
            "2 REFUSED was sent, and not answered when its replay was stopped",
            "end of 7 if done");
    assertThat(sender.sent).isEmpty();
  }

  @Test
  void whatTheIntakeWouldParkAgainIsRefusedAndNotSent() {
    books.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    sender.flaws.put(1L, "no order");
    worker.round();
    assertThat(books.log)
        .containsExactly("1 REFUSED no order", "begin 2", "send 2 as 1", "end of 7 if done");
  }

  @Test
  void whatTheBrokerWillNeverTakeIsRefusedAndStaysParked() {
    books.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    sender.answers.put(1L, CompletableFuture.completedFuture(Optional.of("too large")));
    worker.round();
    assertThat(books.log).contains("begin 1", "begin 2", "1 REFUSED too large");
    assertThat(books.log).doesNotContain("2 REFUSED too large");
  }

  @Test
  void aLetterBehindAParkedOneIsNotSent() {
    books.ready(RUN, new Next(1, "k", ORDERS, null, 0, DeadLetterState.PARKED, 1, true));
    worker.round();
    assertThat(sender.sent).isEmpty();
    assertThat(books.log.get(0)).startsWith("1 REFUSED an earlier event");
  }

  @Test
  void aLetterThatWasReplayedTooOftenIsRefusedAndItsNumberDoesNotOverflow() {
    books.ready(RUN, letter(1, ORDERS, 1_000_000), letter(2, ORDERS, Integer.MAX_VALUE));
    books.unanswered(RUN, letter(3, ORDERS, Integer.MAX_VALUE));
    worker.round();
    assertThat(sender.sent).isEmpty();
    assertThat(books.log)
        .filteredOn(what -> what.matches("[123] REFUSED was replayed .*"))
        .hasSize(3);
  }

  @Test
  void whatMayNotBeStoredIsSentAgainSoonAsTheSameReplay() {
    books.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    sender.answers.put(1L, away());
    assertThat(worker.round()).as("it waits").isFalse();
    assertThat(books.log)
        .containsExactly("begin 1", "begin 2", "send 1 as 1", "send 2 as 1", "1 DOUBTFUL");
    assertThat(worker.round()).as("not at once").isFalse();
    assertThat(sender.sent).hasSize(2);
    sender.answers.clear();
    books.unanswered(RUN, letter(1, ORDERS, 1));
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(sender.sent).containsExactly("1 as 1", "2 as 1", "1 as 1");
  }

  @Test
  void aLetterThatIsSentAndCannotBeWrittenDownIsWrittenDownLaterAndNotSentTwice() {
    books.ready(RUN, letter(1, OTHERS, 0));
    books.failing = "end";
    assertThat(worker.round()).isFalse();
    books.failing = "";
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(sender.sent).containsExactly("1 as 1");
    assertThat(books.log).contains("1 STORED");
  }

  @Test
  void aLetterThatCannotBeReadEndsItsSliceAndThoseBeforeItAreSent() {
    books.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0), letter(3, ORDERS, 0));
    sender.unreadable.add(2L);
    assertThat(worker.round()).isFalse();
    assertThat(books.log).containsExactly("begin 1", "send 1 as 1");
  }

  @Test
  void aReplayThatFailsHoldsUpNoOther() {
    for (String step : List.of("lease", "unanswered", "ready", "begin")) {
      FakeReplayStore some = new FakeReplayStore();
      FakeDeadLetterSender its = new FakeDeadLetterSender(some.log);
      some.ready(RUN, letter(1, ORDERS, 0));
      some.ready(OTHER, letter(2, ORDERS, 0));
      some.failing = step;
      some.failingRun = RUN;
      new ReplayWorker(some, its, ORDERS::equals, time).round();
      assertThat(its.sent).as("while %s fails", step).containsExactly("2 as 1");
      assertThat(some.log).as("while %s fails", step).doesNotContain("end of 7 if done");
    }
  }

  @Test
  void aReplayThatIsSlowHoldsUpNoOther() {
    books.rates.put(RUN, 1);
    books.ready(RUN, letters(1, 10));
    books.ready(OTHER, letters(101, 300));
    for (int round = 0; round < 5; round++) {
      worker.round();
      time.pass(Duration.ofMillis(100));
    }
    assertThat(sender.sent).filteredOn(sent -> sent.matches("\\d\\d? as 1")).hasSize(1);
    assertThat(sender.sent).hasSizeGreaterThan(200);
  }

  /** Receipts come a moment after; nothing else is waited for than the pace. */
  @Test
  void aReplayIsAsFastAsItsRate() {
    books.rates.put(RUN, 200);
    books.ready(RUN, letters(1, 200));
    for (long id = 1; id <= 200; id++) {
      sender.answers.put(id, new CompletableFuture<>());
    }
    for (int millis = 0; millis < 1000; millis += 5) {
      worker.round();
      time.pass(Duration.ofMillis(5));
      sender.answers.values().forEach(receipt -> receipt.complete(Optional.empty()));
      for (long id = sender.sent.size() + 1L; id <= 200; id++) {
        sender.answers.put(id, new CompletableFuture<>());
      }
    }
    assertThat(sender.sent).hasSizeGreaterThan(180);
  }

  @Test
  void aBrokerThatSaysNothingLeavesItsReplayOpenAndHoldsUpNoOther() {
    CompletableFuture<Optional<String>> never = new CompletableFuture<>();
    books.ready(RUN, letter(1, OTHERS, 0));
    sender.answers.put(1L, never);
    worker.round();
    books.ready(OTHER, letter(2, OTHERS, 0));
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(books.log).contains("2 STORED", "end of 8 if done");
    assertThat(books.log).doesNotContain("1 STORED", "end of 7 if done");
    assertThat(books.leased).as("it is still ours").contains(RUN);

    books.ready(RUN, letter(3, OTHERS, 0));
    time.pass(Duration.ofSeconds(31));
    worker.round();
    assertThat(books.log).as("it may be stored, or not").contains("1 DOUBTFUL");
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(books.log).contains("3 STORED");
    never.complete(Optional.empty());
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(books.log).doesNotContain("1 STORED");
  }

  @Test
  void aReplayOfAnotherInstanceIsLeftAlone() {
    books.ready(RUN, letter(1, ORDERS, 0));
    books.elsewhere.add(RUN);
    assertThat(worker.round()).isFalse();
    assertThat(books.log).isEmpty();
  }

  @Test
  void nothingIsSentWhileTheDatabaseIsAway() {
    books.ready(RUN, letter(1, ORDERS, 0));
    for (String step : List.of("open", "lease", "unanswered", "ready", "begin")) {
      books.failing = step;
      assertThat(worker.round()).isFalse();
      time.pass(ActiveReplay.IDLE);
    }
    assertThat(sender.sent).isEmpty();
  }

  @Test
  void anIntakeThatStandsStillIsNotBuried() {
    books.ready(RUN, letter(1, ORDERS, 0));
    books.underWay = 2000;
    assertThat(worker.round()).isFalse();
    assertThat(sender.sent).isEmpty();
    books.underWay = 1999;
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(books.asked).isEqualTo(1);
    books.underWay = 0;
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(books.asked).isEqualTo(100);
  }

  @Test
  void largeLettersAreSentAFewAtATime() {
    books.ready(RUN, letters(1, 20));
    sender.bytes = 4 << 20;
    worker.round();
    assertThat(sender.sent).hasSize(4);
  }

  @Test
  void whatIsSentWhenTheServiceStopsIsStillWrittenDown() throws Exception {
    CompletableFuture<Optional<String>> receipt = new CompletableFuture<>();
    books.ready(RUN, letter(1, OTHERS, 0));
    sender.answers.put(1L, receipt);
    ReplayWorker running = replayer(TimeSource.SYSTEM);
    running.start();
    await().until(() -> !sender.sent.isEmpty());
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(running::stop);
    receipt.complete(Optional.empty());
    stopped.get();
    assertThat(books.log).contains("1 STORED");
  }

  @Test
  void itRunsUntilItIsStoppedWhateverFails() {
    ReplayWorker running = replayer(TimeSource.SYSTEM);
    books.failing = "open";
    running.start();
    assertThat(running.isRunning()).isTrue();
    try {
      await().until(() -> books.opened.get() > 0);
      books.failing = "";
      await().until(() -> books.opened.get() > 1);
      books.error = new StackOverflowError();
      await().until(() -> books.error == null);
      int before = books.opened.get();
      await().until(() -> books.opened.get() > before);
    } finally {
      running.stop();
    }
    assertThat(running.isRunning()).isFalse();
  }

  private static CompletableFuture<Optional<String>> away() {
    return CompletableFuture.failedFuture(
        new CompletionException(new BrokerUnavailableException("away", null)));
  }

  private static Next letter(long id, String topic, int replays) {
    return new Next(id, "letter-" + id, topic, null, replays, DeadLetterState.PARKED, id, false);
  }

  private static Next[] letters(long first, int count) {
    return LongStream.range(first, first + count)
        .mapToObj(id -> letter(id, ORDERS, 0))
        .toArray(Next[]::new);
  }
}
