package io.skuline.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Until when the orders of a rebuilt epoch are looked up in the database. */
class RebuildRecallTest extends RebuildFixture {

  /**
   * An order may have been decided before the loss although its own time is ahead of this clock.
   */
  @Test
  void ordersAsFarAheadAsIsToleratedAreLookedUpAfterwards() throws Exception {
    assertThat(rebuild().recallUntil()).isEqualTo(NOW.plus(TOLERATED));
    assertThat(epochs.current.epochs().get(0).recallUntil()).isEqualTo(NOW.plus(TOLERATED));
  }

  /** Otherwise the orders answered in the last quarter of an hour would be decided again. */
  @Test
  void aLeaderWhoseClockIsSlowGoesByTheDatabases() throws Exception {
    databaseTime = NOW.plus(Duration.ofMinutes(15));
    assertThat(rebuild().recallUntil()).isEqualTo(databaseTime.plus(TOLERATED));
  }

  @Test
  void whereBothClocksAreSlowTheLatestDecisionCounts() throws Exception {
    source.latestDecision = NOW.plus(Duration.ofHours(1));
    assertThat(rebuild().recallUntil()).isEqualTo(source.latestDecision.plus(TOLERATED));
  }

  @Test
  void whereNothingWasEverDecidedNothingIsLookedUp() throws Exception {
    source.nothingDecided = true;
    assertThat(rebuild().recallUntil()).isEqualTo(Instant.EPOCH);
  }
}
