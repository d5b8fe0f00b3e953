package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.journal.Journal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerProgressTest {

  private final FakeBarriers first = new FakeBarriers();
  private final FakeBarriers second = new FakeBarriers();
  private final FakeProbes firstProbes = new FakeProbes();
  private final FakeProbes secondProbes = new FakeProbes();
  private final LedgerProgress progress =
      new LedgerProgress(List.of(first, second), List.of(firstProbes, secondProbes));

  @Test
  void aBarrierIsPassedWhenEveryShardHasPassedItInEveryMessageGroup() {
    assertThat(progress.all()).isEqualTo(2 * Journal.GROUPS);
    for (int group = 0; group < Journal.GROUPS; group++) {
      first.passed(3, Journal.groupName(group));
    }
    second.passed(2, Journal.groupName(0));
    second.passed(4, Journal.groupName(1));
    assertThat(progress.passed(3)).isEqualTo(Journal.GROUPS + 1);
  }

  @Test
  void aProbeIsPassedWhenEveryShardHasPassedItInEveryMessageGroup() {
    for (int group = 0; group < Journal.GROUPS; group++) {
      assertThat(progress.hasPassed("p")).isFalse();
      firstProbes.passed("p", Journal.groupName(group));
      secondProbes.passed("p", Journal.groupName(0));
      secondProbes.passed("another", Journal.groupName(group));
    }
    assertThat(progress.hasPassed("p")).isFalse();
    for (int group = 1; group < Journal.GROUPS; group++) {
      secondProbes.passed("p", Journal.groupName(group));
    }
    assertThat(progress.hasPassed("p")).isTrue();
    progress.forget("p");
    assertThat(progress.hasPassed("p")).isFalse();
  }
}
