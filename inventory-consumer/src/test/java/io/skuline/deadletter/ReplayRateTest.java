package io.skuline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No replay delays another one, and none sends more than the intake can take. */
@Timeout(30)
class ReplayRateTest extends ReplayFixture {

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
    store.rates.put(RUN, 1);
    store.ready(RUN, deadLetters(1, 10));
    store.ready(OTHER, deadLetters(101, 300));
    for (int round = 0; round < 5; round++) {
      worker.round();
      time.pass(Duration.ofMillis(100));
    }
    assertThat(sender.sent).filteredOn(sent -> sent.matches("\\d\\d? as 1")).hasSize(1);
    assertThat(sender.sent).hasSizeGreaterThan(200);
  }

  /** Receipts come a moment later; the replay waits only for its rate. */
  @Test
  void aReplayIsAsFastAsItsRate() {
    store.rates.put(RUN, 200);
    store.ready(RUN, deadLetters(1, 200));
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
    store.ready(RUN, letter(1, OTHERS, 0));
    sender.answers.put(1L, never);
    worker.round();
    store.ready(OTHER, letter(2, OTHERS, 0));
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(store.log).contains("2 STORED", "end of 8 if done");
    assertThat(store.log).doesNotContain("1 STORED", "end of 7 if done");
    assertThat(store.leased).as("it is still ours").contains(RUN);

    store.ready(RUN, letter(3, OTHERS, 0));
    time.pass(Duration.ofSeconds(31));
    worker.round();
    assertThat(store.log).as("it may be stored, or not").contains("1 DOUBTFUL");
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(store.log).contains("3 STORED");
    never.complete(Optional.empty());
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(store.log).doesNotContain("1 STORED");
  }

  @Test
  void anIntakeThatStandsStillIsNotBuried() {
    store.ready(RUN, letter(1, ORDERS, 0));
    store.underWay = 2000;
    assertThat(worker.round()).isFalse();
    assertThat(sender.sent).isEmpty();
    store.underWay = 1999;
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(store.asked).isEqualTo(1);
    store.underWay = 0;
    time.pass(ActiveReplay.IDLE);
    worker.round();
    assertThat(store.asked).isEqualTo(100);
  }

  @Test
  void largeLettersAreSentAFewAtATime() {
    store.ready(RUN, deadLetters(1, 20));
    sender.bytes = 4 << 20;
    worker.round();
    assertThat(sender.sent).hasSize(4);
  }
}
