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
    store.ready(RUN, letter(1, ORDERS, 4));
    assertThat(worker.round()).isTrue();
    assertThat(store.log)
        .as("an answer counts from the start, also if the replay is stopped meanwhile")
        .containsExactly("begin 1", "send 1 as 5", "end of 7 if done");
  }

  @Test
  void aLetterThatNobodyAnswersIsDoneWithOnceTheBrokerHasIt() {
    store.ready(RUN, letter(1, OTHERS, 0));
    worker.round();
    assertThat(store.log).containsExactly("begin 1", "send 1 as 1", "1 STORED", "end of 7 if done");
  }

  @Test
  void aLetterWhoseAnswerWasLostIsSentAgainAsTheSameReplay() {
    store.unanswered(RUN, letter(1, ORDERS, 4));
    assertThat(worker.round()).isTrue();
    assertThat(store.log).containsExactly("begin 1 again", "send 1 as 4", "end of 7 if done");
  }

  @Test
  void aLetterThatIsStoppedOrTakenByAnotherInTheLastMomentIsNotSent() {
    store.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    store.gone.add(1L);
    worker.round();
    assertThat(sender.sent).containsExactly("2 as 1");
  }

  @Test
  void nothingIsSentOfAStoppedReplayAndItsLettersAreFreed() {
    store.ready(RUN, letter(1, ORDERS, 0));
    store.unanswered(RUN, letter(2, ORDERS, 1));
    store.stopped.add(RUN);
    worker.round();
    assertThat(store.log)
        .containsExactly(
            "free unsent of 7",
            "2 REFUSED was sent, and not answered when its replay was stopped",
            "end of 7 if done");
    assertThat(sender.sent).isEmpty();
  }

  @Test
  void whatTheIntakeWouldParkAgainIsRefusedAndNotSent() {
    store.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    sender.flaws.put(1L, "no order");
    worker.round();
    assertThat(store.log)
        .containsExactly("1 REFUSED no order", "begin 2", "send 2 as 1", "end of 7 if done");
  }

  @Test
  void whatTheBrokerWillNeverTakeIsRefusedAndStaysParked() {
    store.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    sender.answers.put(1L, CompletableFuture.completedFuture(Optional.of("too large")));
    worker.round();
    assertThat(store.log).contains("begin 1", "begin 2", "1 REFUSED too large");
    assertThat(store.log).doesNotContain("2 REFUSED too large");
  }

  @Test
  void aLetterBehindAParkedOneIsNotSent() {
    store.ready(RUN, new Next(1, "k", ORDERS, null, 0, DeadLetterState.PARKED, 1, true));
    worker.round();
    assertThat(sender.sent).isEmpty();
    assertThat(store.log.get(0)).startsWith("1 REFUSED an earlier event");
  }

  @Test
  void aLetterThatWasReplayedTooOftenIsRefusedAndItsNumberDoesNotOverflow() {
    store.ready(RUN, letter(1, ORDERS, 1_000_000), letter(2, ORDERS, Integer.MAX_VALUE));
    store.unanswered(RUN, letter(3, ORDERS, Integer.MAX_VALUE));
    worker.round();
    assertThat(sender.sent).isEmpty();
    assertThat(store.log)
        .filteredOn(what -> what.matches("[123] REFUSED was replayed .*"))
        .hasSize(3);
  }

  @Test
  void whatMayNotBeStoredIsSentAgainSoonAsTheSameReplay() {
    store.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0));
    sender.answers.put(1L, away());
    assertThat(worker.round()).as("it waits").isFalse();
    assertThat(store.log)
        .containsExactly("begin 1", "begin 2", "send 1 as 1", "send 2 as 1", "1 DOUBTFUL");
    assertThat(worker.round()).as("not at once").isFalse();
    assertThat(sender.sent).hasSize(2);
    sender.answers.clear();
    store.unanswered(RUN, letter(1, ORDERS, 1));
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(sender.sent).containsExactly("1 as 1", "2 as 1", "1 as 1");
  }

  @Test
  void aLetterThatIsSentAndCannotBeWrittenDownIsWrittenDownLaterAndNotSentTwice() {
    store.ready(RUN, letter(1, OTHERS, 0));
    store.failing = "end";
    assertThat(worker.round()).isFalse();
    store.failing = "";
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(sender.sent).containsExactly("1 as 1");
    assertThat(store.log).contains("1 STORED");
  }

  @Test
  void aLetterThatCannotBeReadEndsItsSliceAndThoseBeforeItAreSent() {
    store.ready(RUN, letter(1, ORDERS, 0), letter(2, ORDERS, 0), letter(3, ORDERS, 0));
    sender.unreadable.add(2L);
    assertThat(worker.round()).isFalse();
    assertThat(store.log).containsExactly("begin 1", "send 1 as 1");
  }

  @Test
  void aReplayOfAnotherInstanceIsLeftAlone() {
    store.ready(RUN, letter(1, ORDERS, 0));
    store.elsewhere.add(RUN);
    assertThat(worker.round()).isFalse();
    assertThat(store.log).isEmpty();
  }

  @Test
  void nothingIsSentWhileTheDatabaseIsAway() {
    store.ready(RUN, letter(1, ORDERS, 0));
    for (String step : List.of("open", "lease", "unanswered", "ready", "begin")) {
      store.failing = step;
      assertThat(worker.round()).isFalse();
      time.pass(ActiveReplay.IDLE);
    }
    assertThat(sender.sent).isEmpty();
  }

  @Test
  void whatIsSentWhenTheServiceStopsIsStillWrittenDown() throws Exception {
    CompletableFuture<Optional<String>> receipt = new CompletableFuture<>();
    store.ready(RUN, letter(1, OTHERS, 0));
    sender.answers.put(1L, receipt);
    ReplayWorker running = replayer(TimeSource.SYSTEM);
    running.start();
    await().until(() -> !sender.sent.isEmpty());
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(running::stop);
    receipt.complete(Optional.empty());
    stopped.get();
    assertThat(store.log).contains("1 STORED");
  }

  @Test
  void itRunsUntilItIsStoppedWhateverFails() {
    ReplayWorker running = replayer(TimeSource.SYSTEM);
    store.failing = "open";
    running.start();
    assertThat(running.isRunning()).isTrue();
    try {
      await().until(() -> store.opened.get() > 0);
      store.failing = "";
      await().until(() -> store.opened.get() > 1);
      store.error = new StackOverflowError();
      await().until(() -> store.error == null);
      int before = store.opened.get();
      await().until(() -> store.opened.get() > before);
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
