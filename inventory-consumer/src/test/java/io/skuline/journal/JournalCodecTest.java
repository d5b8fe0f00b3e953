package io.skuline.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skuline.event.AdjustmentAccepted;
import io.skuline.event.AdjustmentKind;
import io.skuline.event.AdjustmentRejected;
import io.skuline.event.DeductionConfirmed;
import io.skuline.event.DeductionRejected;
import io.skuline.event.Limits;
import io.skuline.event.ReturnAccepted;
import io.skuline.event.ReturnRejected;
import io.skuline.event.Shortage;
import io.skuline.event.StockMove;
import io.skuline.event.StockResult;
import io.skuline.store.PartitionEpochs;
import io.skuline.store.StockTransfer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JournalCodecTest {

  private static final Instant AT = Instant.ofEpochMilli(1_764_000_000_123L);
  private static final String LONG_ID = "Z".repeat(Limits.MAX_ID_LENGTH);
  private static final StockMove MOVE =
      new StockMove(LONG_ID, 1_000_000, Limits.MAX_AVAILABLE, 9_007_199_254_740_993L);
  private static final Shortage SHORTAGE = new Shortage("a.b_c:d-e", 100_000_000, 0);

  @Test
  void everyResultComesBackAsItWas() {
    JournalEntry entry = new JournalEntry.Batch(7, everyResult());
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(entry)))).isEqualTo(entry);
  }

  @Test
  void theNotationIsFixed() {
    JournalEntry entry =
        new JournalEntry.Batch(
            7,
            List.of(
                new DeductionConfirmed("o1", AT, List.of(new StockMove("a", 2, 8, 3))),
                new ReturnAccepted("r1", "o1", AT, List.of(new StockMove("a", 1, 9, 4)))));
    assertThat(new String(JournalCodec.encode(entry), US_ASCII))
        .isEqualTo(
            """
            batch 1 7
            o1||C|1764000000123|a,2,8,3
            o1|r1|A|1764000000123|a,1,9,4
            """);
  }

  /** An operation M of an order is none. */
  @Test
  void aTransferIsALineOfItsOwn() {
    StockResult named = new ReturnAccepted("M", "o1", AT, List.of(new StockMove("a", 1, 9, 4)));
    JournalEntry entry =
        new JournalEntry.Batch(
            PartitionEpochs.of(16, Map.of(5, 7L)),
            List.of(named),
            false,
            List.of(
                new StockTransfer("a~3s", 12, true, "a", 500, 400, 77, 1_764_000_000_123L),
                new StockTransfer("a~3s", 12, false, "a~3s", 0, 2, 3, 1_764_000_000_124L)));

    byte[] body = JournalCodec.encode(entry);

    assertThat(new String(body, US_ASCII))
        .isEqualTo(
            """
            batch 2 16 5:7
            o1|M|A|1764000000123|a,1,9,4
            a~3s|12+|M|1764000000123|a,500,400,77
            a~3s|12-|M|1764000000124|a~3s,0,2,3
            """);
    assertThat(JournalCodec.decode(ByteBuffer.wrap(body))).isEqualTo(entry);
  }

  @Test
  void aBatchOfSeveralPartitionsNamesTheirEpochs() {
    JournalEntry entry =
        new JournalEntry.Batch(PartitionEpochs.of(16, Map.of(3, 7L, 12, 9L)), everyResult(), true);
    assertThat(new String(JournalCodec.encode(entry), US_ASCII))
        .startsWith("batch 2 16 3:7,12:9 unchecked\n");
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(entry)))).isEqualTo(entry);
    JournalEntry checked =
        new JournalEntry.Batch(PartitionEpochs.of(16, Map.of(3, 7L)), List.of(), false);
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(checked))))
        .isEqualTo(checked);
  }

  @Test
  void aBarrierOfSomePartitionsNamesThem() {
    JournalEntry entry = new JournalEntry.Barrier(9, new TreeSet<>(Set.of(3, 12)));
    assertThat(new String(JournalCodec.encode(entry), US_ASCII)).isEqualTo("barrier 2 9 3,12\n");
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(entry)))).isEqualTo(entry);
  }

  @Test
  void whatTheDatabaseWasNotAskedAboutIsMarked() {
    JournalEntry entry = new JournalEntry.Batch(PartitionEpochs.single(7), everyResult(), true);
    assertThat(new String(JournalCodec.encode(entry), US_ASCII))
        .startsWith("batch 1 7 unchecked\n");
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(entry)))).isEqualTo(entry);
  }

  @Test
  void aBarrierComesBackAsItWas() {
    JournalEntry barrier = new JournalEntry.Barrier(12);
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(barrier))))
        .isEqualTo(barrier);
  }

  @Test
  void aProbeComesBackAsItWas() {
    JournalEntry probe = new JournalEntry.Probe("7d1b-5");
    assertThat(new String(JournalCodec.encode(probe), US_ASCII)).isEqualTo("probe 1 7d1b-5\n");
    assertThat(JournalCodec.decode(ByteBuffer.wrap(JournalCodec.encode(probe)))).isEqualTo(probe);
  }

  @Test
  void whatIsNotAJournalEntryIsRefused() {
    byte[] whole = JournalCodec.encode(new JournalEntry.Batch(7, everyResult()));
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      if (length == 0 || whole[length - 1] != '\n') {
        assertThatThrownBy(() -> JournalCodec.decode(cut))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThatThrownBy(() -> JournalCodec.decode(ByteBuffer.wrap("batch 2 7\n".getBytes(US_ASCII))))
        .hasMessageContaining("version 1");
  }

  private static List<StockResult> everyResult() {
    List<StockResult> results = new ArrayList<>();
    results.add(new DeductionConfirmed(LONG_ID, AT, List.of(MOVE, MOVE)));
    for (DeductionRejected.Reason reason : DeductionRejected.Reason.values()) {
      results.add(new DeductionRejected("o", AT, reason, List.of(SHORTAGE, SHORTAGE)));
      results.add(new DeductionRejected("o", AT, reason, List.of()));
    }
    results.add(new ReturnAccepted("r", "o", AT, List.of(MOVE)));
    results.add(new ReturnAccepted(ReturnAccepted.CANCELLATION, "o", AT, List.of()));
    for (ReturnAccepted.Reason reason : ReturnAccepted.Reason.values()) {
      results.add(ReturnAccepted.ofNothing("o", AT, reason));
    }
    for (ReturnRejected.Reason reason : ReturnRejected.Reason.values()) {
      results.add(new ReturnRejected("r", "o", AT, reason, List.of(SHORTAGE)));
      results.add(new ReturnRejected("r", "o", AT, reason, List.of()));
    }
    for (AdjustmentKind kind : AdjustmentKind.values()) {
      results.add(new AdjustmentAccepted("a", AT, kind, new StockMove("s", -5, 10, 2)));
    }
    for (AdjustmentRejected.Reason reason : AdjustmentRejected.Reason.values()) {
      results.add(new AdjustmentRejected("a", AT, reason, "s", -1_000_000_000, 10));
    }
    return results;
  }
}
