package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.skuline.deduction.redis.RebuildProgress;
import io.skuline.event.StockLevel;
import io.skuline.journal.Journal;
import io.skuline.messaging.BrokerUnavailableException;
import io.skuline.messaging.FakeRocketMqClient;
import io.skuline.store.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step of a rebuild fails, hangs or is done twice. */
class RebuildTest extends RebuildFixture {

  @Test
  void everythingThatWasToldIsStoredAndFilledUpBeforeItIsCopiedAndHeldBeforeItIsOpened()
      throws Exception {
    Epoch opened = rebuild();
    assertThat(opened.number()).isEqualTo(5);
    assertThat(log.subList(0, 2)).containsExactly("begin epoch 5", "begin server");
    assertThat(log.subList(2, 2 + Journal.GROUPS)).containsOnly(JOURNAL);
    assertThat(log.subList(2 + Journal.GROUPS, log.size()))
        .containsExactly(
            "fill void numbers 5",
            "load 5 [a]",
            "quarantine 5 [held]",
            "open server 5",
            "open epoch 5");
    assertThat(broker.in(JOURNAL))
        .extracting(FakeRocketMqClient.Stored::body)
        .containsOnly("barrier 1 5\n");
    assertThat(broker.in(JOURNAL))
        .extracting(FakeRocketMqClient.Stored::group)
        .doesNotHaveDuplicates()
        .hasSize(Journal.GROUPS);
    assertThat(server.tokens).as("one token in every step").hasSize(1);
    assertThat(server.stock).containsEntry("a", new StockLevel(7, 3));
    assertThat(meters.get("skuline.rebuild.time").tag("step", "ledger").timer().count()).isOne();
    assertThat(meters.get("skuline.rebuild.time").tag("step", "copy").timer().count()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "begin epoch",
        "begin server",
        "fill void numbers",
        "load",
        "quarantine",
        "open server"
      })
  void ifAStepFailsNoneAfterItIsDoneAndNothingIsOpened(String step) throws Exception {
    source.failing = step;
    server.failing = step;
    epochs.failing = step;
    assertThatIllegalStateException().isThrownBy(this::rebuild).withMessage(step + " fails");
    assertThat(log.get(log.size() - 1)).startsWith(step);
    assertThat(log).noneMatch(done -> done.startsWith("open epoch"));
    assertThat(server.opened).isZero();
    assertTheNextAttemptStartsOver();
  }

  /**
   * The leader's connection with the lock died; its successor has begun, or has already finished.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLeaderThatStoodStillOpensNothingAndTakesNothingAway(boolean through) {
    time.whileAsleep(
        () -> {
          epochs.set(new Epoch(6, through, Instant.EPOCH), 1);
          server.latest = 6;
          server.opened = through ? 6 : 0;
        });
    assertThatIllegalStateException().isThrownBy(this::rebuild);
    assertThat(epochs.current.latest()).isEqualTo(6);
    assertThat(epochs.open()).isEqualTo(through);
    assertThat(server.opened).isEqualTo(through ? 6 : 0);
  }

  @Test
  void anEpochThatAnotherLeaderHasBegunMeanwhileIsNotBegunTwice() {
    epochs.whenAsked = () -> epochs.set(new Epoch(5, false, Instant.EPOCH), 1);
    assertThatIllegalStateException().isThrownBy(this::rebuild);
    assertThat(log).containsExactly("begin epoch 5");
  }

  /** The database was restored from a copy of last week. */
  @Test
  void aServerThatKnowsOfLaterEpochsThanTheDatabaseIsRebuiltInOneAfterThem() throws Exception {
    server.latest = 9;
    assertThat(rebuild().number()).isEqualTo(10);
  }

  @Test
  void anEpochThatCannotBeNotedAsOpenIsRebuiltAgain() throws Exception {
    epochs.failing = "open epoch";
    assertThatIllegalStateException().isThrownBy(this::rebuild);
    assertThat(epochs.open()).isFalse();
    assertTheNextAttemptStartsOver();
  }

  @Test
  void aJournalThatIsAwayEndsItBeforeAnythingIsFilledUpOrCopied() throws Exception {
    broker.refuse(JOURNAL);
    assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(this::rebuild);
    assertThat(log).containsExactly("begin epoch 5", "begin server");
    broker.accept(JOURNAL);
    assertTheNextAttemptStartsOver();
  }

  @Test
  void aLedgerThatDoesNotComeToEveryBarrierIsWaitedForTwoMinutesAndNothingIsCopied()
      throws Exception {
    ledger.passesMore = Journal.GROUPS - 1;
    assertThatIllegalStateException()
        .isThrownBy(this::rebuild)
        .withMessageContaining("not come to the barrier in 1 of the journal's queues");
    assertThat(Duration.ofNanos(time.nanos()))
        .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(2).plusSeconds(1));
    assertThat(log)
        .doesNotContain("fill void numbers 5")
        .noneMatch(step -> step.startsWith("load"));
    ledger.passesMore = Integer.MAX_VALUE;
    assertTheNextAttemptStartsOver();
  }

  /**
   * Published answers may lie unread in its queues, and its message groups go to other queues by
   * now.
   */
  @Test
  void whileABrokerIsAwayNothingIsCopiedAndTheReasonNamesItsQueues() throws Exception {
    ledger.queuesNow = Set.of("broker-a/0", "broker-b/0");
    ledger.queueOf = group -> "broker-" + (group.hashCode() % 2 == 0 ? "a" : "b") + "/0";
    rebuild();
    long before = epochs.current.latest();
    ledger.queuesNow = Set.of("broker-a/0");
    ledger.queueOf = group -> "broker-a/0";
    List<String> reasons = new ArrayList<>();
    time.whileAsleep(() -> reasons.add(gate.state().reason()));
    log.clear();
    assertThatIllegalStateException()
        .isThrownBy(this::rebuild)
        .withMessageContaining("what was told may be there: broker-b/0");
    assertThat(reasons.get(reasons.size() - 1)).contains("broker-b/0");
    assertThat(log).noneMatch(step -> step.startsWith("fill") || step.startsWith("load"));
    ledger.queueOf = group -> "broker-" + (group.hashCode() % 2 == 0 ? "a" : "b") + "/0";
    assertThat(rebuild().number()).isEqualTo(before + 2);
  }

  @Test
  void aLedgerThatIsSlowIsWaitedForAndItsProgressIsTold() throws Exception {
    List<FakeRocketMqClient.Stored> unread = new ArrayList<>();
    broker.read(unread::add);
    time.whileAsleep(
        () -> {
          progress.add(gate.state().rebuild());
          ledger.read(unread.remove(0));
        });
    rebuild();
    assertThat(progress).hasSize(Journal.GROUPS);
    assertThat(progress.get(5))
        .isEqualTo(new RebuildProgress(5, RebuildProgress.Step.LEDGER, 5, Journal.GROUPS));
    assertThat(gate.state().rebuild())
        .isEqualTo(new RebuildProgress(5, RebuildProgress.Step.COPY, 1, 1));
  }

  @Test
  void whenTheServiceStopsNothingIsOpened() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(this::rebuild);
    assertThat(log).noneMatch(step -> step.startsWith("open"));
  }

  @Test
  void allPagesAreCopied() throws Exception {
    for (int sku = 0; sku < 10; sku++) {
      source.stock("sku-" + sku, new StockLevel(sku, sku + 1));
    }
    source.pageSize = 1;
    rebuild();
    assertThat(server.stock).hasSize(11);
    assertThat(gate.state().rebuild())
        .isEqualTo(new RebuildProgress(5, RebuildProgress.Step.COPY, 11, 11));
  }

  @Test
  void aPageThatIsRefusedWhileOthersAreUnderWayEndsIt() throws Exception {
    for (int sku = 0; sku < 10; sku++) {
      source.stock("sku-" + sku, new StockLevel(sku, sku + 1));
    }
    source.pageSize = 1;
    server.refusedSku = "sku-8";
    assertThatIllegalStateException().isThrownBy(this::rebuild).withMessage("another token");
    assertThat(server.opened).isZero();
  }

  @Test
  void ratesAreTold() {
    assertThat(StockLoader.perSecond(1_000_000, Duration.ofSeconds(4).toNanos()))
        .isEqualTo(250_000);
    assertThat(StockLoader.perSecond(5, 0)).isEqualTo(5_000_000_000L);
  }

  private void assertTheNextAttemptStartsOver() throws Exception {
    long failed = epochs.current.latest();
    source.failing = "";
    server.failing = "";
    epochs.failing = "";
    log.clear();
    Epoch opened = rebuild();
    assertThat(opened.number()).as("no number is used twice").isEqualTo(failed + 1);
    assertThat(log)
        .startsWith("begin epoch " + opened.number())
        .endsWith("open epoch " + opened.number());
  }
}
