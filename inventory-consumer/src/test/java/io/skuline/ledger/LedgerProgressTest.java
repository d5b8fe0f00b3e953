package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerProgressTest {

  private static final SortedSet<Integer> ALL = Collections.emptySortedSet();

  private final FakeJournalQueues first = new FakeJournalQueues();
  private final FakeJournalQueues second = new FakeJournalQueues();
  private final FakeJournalProbes firstProbes = new FakeJournalProbes();
  private final FakeJournalProbes secondProbes = new FakeJournalProbes();
  private final LedgerProgress progress =
      new LedgerProgress(List.of(first, second), List.of(firstProbes, secondProbes));

  @BeforeEach
  void know() {
    progress.know(List.of("a/0", "a/1", "b/0"));
  }

  @Test
  void aBarrierOfAPartitionIsPassedByItselfOrByALaterOneOfAll() {
    SortedSet<Integer> both = new TreeSet<>(Set.of(1, 2));
    for (FakeJournalQueues each : List.of(first, second)) {
      each.passed(5, new TreeSet<>(Set.of(1)), "a/0", "g");
    }
    assertThat(progress.behindBarrier(5, new TreeSet<>(Set.of(1)), LedgerProgressTest::all))
        .doesNotContain("a/0");
    assertThat(progress.behindBarrier(5, both, LedgerProgressTest::all)).contains("a/0");
    assertThat(progress.behindBarrier(5, ALL, LedgerProgressTest::all)).contains("a/0");
    first.passed(6, ALL, "a/0", "g");
    second.passed(6, ALL, "a/0", "g");
    assertThat(progress.behindBarrier(5, both, LedgerProgressTest::all)).doesNotContain("a/0");
  }

  @Test
  void aBarrierIsPassedWhenEveryShardHasPassedItInEveryQueue() {
    assertThat(progress.all(LedgerProgressTest::all)).isEqualTo(6);
    first.passed(3, ALL, "a/0", "g");
    first.passed(4, ALL, "a/1", "g");
    first.passed(3, ALL, "b/0", "g");
    second.passed(2, ALL, "a/0", "g");
    second.passed(3, ALL, "a/1", "h");
    assertThat(progress.behindBarrier(3, ALL, LedgerProgressTest::all))
        .containsExactlyInAnyOrder("a/0", "b/0");
    assertThat(progress.messageGroups()).containsExactlyInAnyOrder("g", "h");
  }

  @Test
  void aQueueThatIsKnownAlreadyKeepsItsBarrier() {
    first.passed(3, ALL, "a/0", "g");
    progress.know(List.of("a/0", "c/0"));
    assertThat(first.barriers(ALL)).containsEntry("a/0", 3L).containsEntry("c/0", 0L);
  }

  /**
   * Late entries of lost epochs may come through that queue, and other entries that count may not
   * yet be read.
   */
  @Test
  void aQueueThatIsNewCountsAsHavingPassedWhatAllOthersHave() {
    first.passed(3, ALL, "a/0", "g");
    first.passed(4, ALL, "a/1", "g");
    first.passed(3, ALL, "b/0", "g");
    assertThat(first.voidIn("c/0").before()).isEqualTo(3);
    assertThat(second.voidIn("c/0").before()).isZero();
    progress.know(List.of("d/0"));
    assertThat(first.voidIn("d/0").before()).as("however it came to be known").isEqualTo(3);
    assertThat(progress.behindBarrier(3, ALL, LedgerProgressTest::all)).contains("d/0");
  }

  @Test
  void aProbeIsPassedWhenEveryShardHasPassedItInEveryQueue() {
    for (String queue : List.of("a/0", "a/1", "b/0")) {
      assertThat(progress.behindProbe("p", LedgerProgressTest::all)).isNotEmpty();
      firstProbes.passed("p", queue);
      secondProbes.passed("p", "a/0");
      secondProbes.passed("another", queue);
    }
    assertThat(progress.behindProbe("p", LedgerProgressTest::all)).containsExactly("a/1", "b/0");
    secondProbes.passed("p", "a/1");
    secondProbes.passed("p", "b/0");
    assertThat(progress.behindProbe("p", LedgerProgressTest::all)).isEmpty();
    progress.forget("p");
    assertThat(progress.behindProbe("p", LedgerProgressTest::all)).hasSize(3);
  }

  private static boolean all(String name) {
    return !name.isEmpty();
  }
}
