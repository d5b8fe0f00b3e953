package io.skuline.ledger;

import io.skuline.broker.FakeBroker;
import io.skuline.journal.JournalCodec;
import io.skuline.journal.JournalEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The ledger of one shard as others see it: it passes the journal's marks, or hangs. */
public final class FakeLedger {

  private final FakeBarriers barriers = new FakeBarriers();
  private final FakeProbes probes = new FakeProbes();

  /** How many more marks it passes before it hangs. */
  public int passesMore = Integer.MAX_VALUE;

  /** Reads what was stored in the journal. */
  public void read(FakeBroker.Stored message) {
    JournalEntry entry =
        JournalCodec.decode(ByteBuffer.wrap(message.body().getBytes(StandardCharsets.US_ASCII)));
    if (passesMore == 0) {
      return;
    }
    if (entry instanceof JournalEntry.Barrier barrier) {
      passesMore--;
      barriers.passed(barrier.epoch(), message.group());
    } else if (entry instanceof JournalEntry.Probe probe) {
      passesMore--;
      probes.passed(probe.id(), message.group());
    }
  }

  public LedgerProgress progress() {
    return new LedgerProgress(List.of(barriers), List.of(probes));
  }

  /** How many probes somebody still waits for. */
  public int probesUnderWay() {
    return probes.groups.size();
  }
}
