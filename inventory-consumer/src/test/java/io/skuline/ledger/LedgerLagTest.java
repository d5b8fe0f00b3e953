package io.skuline.ledger;

import static io.skuline.ledger.Answered.batch;
import static io.skuline.ledger.Answered.stocked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.skuline.messaging.ReceiveLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** How far the ledger is behind: the age of the oldest message that it is processing. */
class LedgerLagTest extends JournalReaderFixture {

  /** The answer was decided twenty minutes ago, and was published and journaled again just now. */
  @Test
  void anOldAnswerThatIsJournaledAgainIsNoLag() {
    Instant now = Answered.AT.plus(Duration.ofMinutes(20));
    clock.set(now);
    ReceiveLoop.BatchTask work =
        reader.begin(List.of(message(batch(1, stocked("a", 10)), now.minusMillis(250))));
    work.attempt();
    work.acknowledged(0);
    assertThat(lag()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void theLagGrowsWhileTheOldestMessageIsInHand() {
    ReceiveLoop.BatchTask older =
        reader.begin(
            List.of(
                message(batch(1, stocked("a", 10)), Answered.AT.minusSeconds(3)),
                message(batch(1, stocked("b", 10)), Answered.AT.minusSeconds(1))));
    ReceiveLoop.BatchTask newer =
        reader.begin(List.of(message(batch(1, stocked("c", 10)), Answered.AT)));
    assertThat(lag()).isEqualTo(Duration.ofSeconds(3));
    tables.fail(FakeLedgerTables.Step.INSERT, away(), 1);
    assertThatExceptionOfType(DataAccessException.class).isThrownBy(older::attempt);
    older.failed();
    clock.set(Answered.AT.plusSeconds(60));
    assertThat(lag()).as("the database is away").isEqualTo(Duration.ofSeconds(63));
    older.dropped();
    clock.set(Answered.AT.plusSeconds(100));
    assertThat(lag()).as("others may have the older ones").isEqualTo(Duration.ofSeconds(100));
    newer.acknowledged(0);
    assertThat(lag()).as("a moment ago").isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aLedgerThatHasNothingToDoIsNotBehind() {
    ReceiveLoop.BatchTask work =
        reader.begin(List.of(message(batch(1, stocked("a", 10)), Answered.AT.minusSeconds(90))));
    work.attempt();
    work.acknowledged(0);
    clock.set(Answered.AT.plusSeconds(9));
    assertThat(lag()).as("it may only be about to receive").isEqualTo(Duration.ofSeconds(90));
    clock.set(Answered.AT.plusSeconds(10));
    assertThat(lag()).isZero();
  }

  @Test
  void aWriterWhoseClockIsAheadIsNoLag() {
    ReceiveLoop.BatchTask work =
        reader.begin(List.of(message(batch(1, stocked("a", 10)), Answered.AT.plusSeconds(5))));
    assertThat(lag()).isZero();
    work.dropped();
    assertThat(lag()).isZero();
  }

  private Duration lag() {
    return Duration.ofMillis(Math.round(meters.get("skuline.ledger.lag").gauge().value() * 1000));
  }
}
