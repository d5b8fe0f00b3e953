package io.skuline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.skuline.journal.Journal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerProgressTest {

  private final FakeBarriers first = new FakeBarriers();
  private final FakeBarriers second = new FakeBarriers();
  private final LedgerProgress progress = new LedgerProgress(List.of(first, second));

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
  void passesAreCountedByShardAndMessageGroup() {
    second.passed(2, Journal.groupName(1));
    second.passed(2, Journal.groupName(1));
    assertThat(progress.passes())
        .hasSize(2 * Journal.GROUPS)
        .containsEntry("1/" + Journal.groupName(1), 2L)
        .containsEntry("0/" + Journal.groupName(1), 0L);
  }
}
