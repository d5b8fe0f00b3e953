package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skuline.concurrent.TimeSource;
import io.skuline.deadletter.ReplayQueue.Next;
import io.skuline.messaging.BrokerUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Each step of a replay fails, hangs or is done twice: no dead letter is lost, or wrongly counted
 * as answered.
 */
@Timeout(30)
class ReplayWorkerTest extends ReplayFixture {

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
}
